package dev.berth.hub.monitor;

import dev.berth.hub.access.RequiresScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Metrics for callers with {@code read:metrics}. */
@Controller
@ConditionalOnProperty(name = "berth.metrics.authenticate", havingValue = "true", matchIfMissing = true)
class MetricsController {

    private final MetricsScrape scrape;

    MetricsController(MetricsScrape scrape) {
        this.scrape = scrape;
    }

    @GetMapping({"/hub/metrics", "/hub/api/metrics"})
    @RequiresScope("read:metrics")
    void metrics(HttpServletRequest request, HttpServletResponse response) throws IOException {
        scrape.write(request, response);
    }
}
