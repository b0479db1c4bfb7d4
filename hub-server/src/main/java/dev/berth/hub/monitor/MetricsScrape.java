package dev.berth.hub.monitor;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** All metrics of this hub in the Prometheus format, or in OpenMetrics if requested. */
@Component
class MetricsScrape {

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final InstallationGauges installation;

    MetricsScrape(PrometheusMeterRegistry registry, InstallationGauges installation) {
        this.registry = registry;
        this.installation = installation;
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        installation.refresh();
        String accept = request.getHeader("Accept");
        String type = accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        registry.scrape(response.getOutputStream(), type);
    }
}
