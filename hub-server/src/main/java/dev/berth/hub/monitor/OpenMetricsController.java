package dev.berth.hub.monitor;

import dev.berth.hub.access.Public;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Metrics for everybody, if the configuration allows it. */
@Controller
@ConditionalOnProperty(name = "berth.metrics.authenticate", havingValue = "false")
class OpenMetricsController {

    private final MetricsScrape scrape;

    OpenMetricsController(MetricsScrape scrape) {
        this.scrape = scrape;
    }

    @GetMapping({"/hub/metrics", "/hub/api/metrics"})
    @Public
    void metrics(HttpServletRequest request, HttpServletResponse response) throws IOException {
        scrape.write(request, response);
    }
}
