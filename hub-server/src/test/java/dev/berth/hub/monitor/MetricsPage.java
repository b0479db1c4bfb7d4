package dev.berth.hub.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** docs/reference/metrics.md, generated from {@link Metric}; the text around the tables is written by hand here. */
final class MetricsPage {

    private static final Path FILE = Path.of("..", "docs", "reference", "metrics.md");

    private MetricsPage() {}

    /** The page in the repository; regenerated first with {@code -Dberth.docs.update=true}. */
    static String stored() throws IOException {
        if (Boolean.getBoolean("berth.docs.update")) {
            Files.writeString(FILE, text());
        }
        return Files.readString(FILE);
    }

    static String text() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                This page is generated from the code (`MetricsPageTests`; run it with `-Dberth.docs.update=true` to update it). How to set up Prometheus:
                [Metrics and Grafana](../howto/metrics.md). Names are stable: every change is listed in the release notes.

                Labels never contain names that users chose. A timer is a histogram: its name has the suffixes `_bucket`, `_count` and `_sum`, and
                `_max` is the longest duration of the last minutes.
                """);
        table(page, Metric.Reach.INSTALLATION, "berth", "The installation", """
                Read from the database, at most every `berth.metrics.refresh`. Every hub reports the same value: use `max`, never `sum`. If the
                database does not respond, they are `NaN`.
                """);
        table(page, Metric.Reach.HUB, "berth", "One hub", """
                Since the start of that hub. With several hubs use `sum`; counters begin at 0 with each start, which `rate` handles.
                """);
        table(page, Metric.Reach.PROXY, "berth", "One proxy", """
                The metrics of an embedded proxy are among those of its hub; a stand-alone proxy has a separate port for them.
                """);
        table(page, Metric.Reach.INSTALLATION, "jupyterhub", "Under JupyterHub's names: the installation", """
                For existing dashboards. They have the same meaning as in JupyterHub.
                """);
        table(page, Metric.Reach.HUB, "jupyterhub", "Under JupyterHub's names: one hub", """
                `handler` is the path template; in JupyterHub it is the name of a Python class. The following are missing, because Berth does not
                have a counterpart: `jupyterhub_proxy_*`, `jupyterhub_check_routes_*`, `jupyterhub_init_spawners_*`,
                `jupyterhub_server_poll_*`, `jupyterhub_server_stop_*` and `jupyterhub_event_loop_*`.
                """);
        page.append("""

                ## From libraries

                `hikaricp_*` (the database's connections; the pool is `berth`), `jvm_*`, `process_*`, `system_*`, `logback_events_total`,
                `executor_*`, `disk_*` and `application_*`, as defined by Micrometer.
                """);
        return page.toString();
    }

    private static void table(StringBuilder page, Metric.Reach reach, String prefix, String title, String text) {
        page.append("\n## ")
                .append(title)
                .append("\n\n")
                .append(text)
                .append("\n| metric | type | labels | description |\n|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            if (metric.reach() == reach && metric.exported().startsWith(prefix)) {
                page.append("| `")
                        .append(metric.exported())
                        .append("` | ")
                        .append(type(metric.kind()))
                        .append(" | ")
                        .append(metric.labels().stream()
                                .map(label -> "`" + label + "`")
                                .collect(Collectors.joining(", ")))
                        .append(" | ")
                        .append(metric.description())
                        .append(" |\n");
            }
        }
    }

    private static String type(Metric.Kind kind) {
        return switch (kind) {
            case GAUGE -> "gauge";
            case SECONDS -> "gauge, seconds";
            case BYTES -> "gauge, bytes";
            case COUNTER -> "counter";
            case TIMER -> "histogram, seconds";
        };
    }
}
