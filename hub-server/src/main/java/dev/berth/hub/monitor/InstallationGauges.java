package dev.berth.hub.monitor;

import dev.berth.hub.database.Figures.Figure;
import dev.berth.hub.monitor.InstallationFigures.Snapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Gauges of the whole installation. They are read at a scrape, at most once per {@code berth.metrics.refresh}. */
@Component
class InstallationGauges {

    private static final Logger log = LoggerFactory.getLogger(InstallationGauges.class);
    private static final Snapshot NOTHING = new Snapshot(List.of());

    private final InstallationFigures source;
    private final MultiGauge lag;
    private final long refreshNanos;
    private volatile Snapshot figures = NOTHING;
    private long readAt;
    private boolean read;

    InstallationGauges(InstallationFigures source, MeterRegistry meters, MetricsProperties properties) {
        this.source = source;
        this.refreshNanos = properties.refresh().toNanos();
        this.lag = MultiGauge.builder(Metric.FEED_LAG.meter()).register(meters);
        for (String state : List.of("ready", "pending_start", "pending_stop", "stopped")) {
            gauge(meters, Metric.SERVERS, Tags.of("state", state), state);
        }
        gauge(meters, Metric.USERS, Tags.of("state", "active"), "active");
        gauge(meters, Metric.USERS, Tags.of("state", "disabled"), "disabled");
        Map.of("24h", "day", "7d", "week", "30d", "month").forEach((period, column) -> {
            gauge(meters, Metric.USERS_ACTIVE, Tags.of("period", period), column);
            gauge(meters, Metric.JH_ACTIVE, Tags.of("period", period), column);
        });
        gauge(meters, Metric.SESSIONS, Tags.empty(), "sessions");
        gauge(meters, Metric.TOKENS, Tags.empty(), "tokens");
        gauge(meters, Metric.HUBS, Tags.empty(), "hubs");
        for (String state : List.of("running", "waiting", "stopped")) {
            gauge(meters, Metric.SERVICES, Tags.of("state", state), "services_" + state);
        }
        gauge(meters, Metric.PROXIES, Tags.empty(), "connected");
        gauge(meters, Metric.FEED_HEAD, Tags.empty(), "head");
        gauge(meters, Metric.ALLOCATED_GPUS, Tags.empty(), "allocated_gpus");
        gauge(meters, Metric.ALLOCATED_CPUS, Tags.empty(), "allocated_cpus");
        gauge(meters, Metric.DUE, Tags.empty(), "due");
        gauge(meters, Metric.JH_RUNNING, Tags.empty(), "ready");
        gauge(meters, Metric.JH_USERS, Tags.empty(), "active", "disabled");
        Gauge.builder(Metric.ALLOCATED_MEMORY.meter(), () -> figures.of("allocated_memory"))
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder(Metric.LAG.meter(), () -> figures.of("lag"))
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(Metric.READ.meter(), () -> figures.equals(NOTHING) ? 0 : 1)
                .register(meters);
    }

    /** Must be called before a scrape. One caller queries the database; others wait for its result. */
    synchronized void refresh() {
        if (read && System.nanoTime() - readAt < refreshNanos) {
            return;
        }
        try {
            figures = source.read();
        } catch (DataAccessException failure) {
            figures = NOTHING;
            log.warn("The figures of the installation could not be read for the metrics: {}", failure.getMessage());
        }
        readAt = System.nanoTime();
        read = true;
        lag.register(
                figures.named("behind").stream()
                        .map(each -> MultiGauge.Row.of(tags(each), each.value()))
                        .toList(),
                true);
    }

    private static Tags tags(Figure figure) {
        return Tags.of(figure.tags().entrySet().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList());
    }

    private void gauge(MeterRegistry meters, Metric metric, Tags tags, String... columns) {
        Gauge.builder(metric.meter(), () -> figures.of(columns)).tags(tags).register(meters);
    }
}
