package dev.berth.hub.monitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** docs/reference/metrics.md, made from {@link Metric}; the text around the tables is written by hand here. */
final class MetricsPage {

    private static final Path FILE = Path.of("..", "docs", "reference", "metrics.md");

    private MetricsPage() {}

    /** The page as it lies there; made anew first with {@code -Dberth.docs.update=true}. */
    static String stored() throws IOException {
        if (Boolean.getBoolean("berth.docs.update")) {
            Files.writeString(FILE, text());
        }
        return Files.readString(FILE);
    }

    static String text() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                This page is made from the code (`MetricsPageTests`; run it with `-Dberth.docs.update=true` to update it). How to let Prometheus read them:
                [Metrics and Grafana](../howto/metrics.md). Names are stable: one is changed only with a line in the release's notes.

                No label holds a name that a user chose. A timer is a histogram: `_bucket`, `_count` and `_sum` stand behind its name, and
                `_max` is the longest of the last minutes.
                """);
        table(page, Metric.Reach.INSTALLATION, "berth", "The installation", """
                Read from the database, at most every `berth.metrics.refresh`. Every hub tells the same figure: take `max`, never `sum`. Where
                the database does not answer they are `NaN`.
                """);
        table(page, Metric.Reach.HUB, "berth", "One hub", """
                Since that hub started. With several hubs take `sum`; counters begin at 0 with each start, which `rate` understands.
                """);
        table(page, Metric.Reach.PROXY, "berth", "One proxy", """
                An embedded proxy's stand among its hub's; the stand-alone one has a port of its own for them.
                """);
        table(page, Metric.Reach.INSTALLATION, "jupyterhub", "Under JupyterHub's names: the installation", """
                For dashboards that exist. They mean what they mean there.
                """);
        table(page, Metric.Reach.HUB, "jupyterhub", "Under JupyterHub's names: one hub", """
                `handler` is the template of the path, where JupyterHub has the name of a Python class. Not there, because nothing in Berth
                corresponds: `jupyterhub_proxy_*`, `jupyterhub_check_routes_*`, `jupyterhub_init_spawners_*`,
                `jupyterhub_server_poll_*`, `jupyterhub_server_stop_*` and `jupyterhub_event_loop_*`.
                """);
        page.append("""

                ## From libraries

                `hikaricp_*` (the database's connections; the pool is `berth`), `jvm_*`, `process_*`, `system_*`, `logback_events_total`,
                `executor_*`, `disk_*` and `application_*` as Micrometer has them.
                """);
        return page.toString();
    }

    private static void table(StringBuilder page, Metric.Reach reach, String prefix, String title, String text) {
        page.append("\n## ")
                .append(title)
                .append("\n\n")
                .append(text)
                .append("\n| metric | type | labels | what it is |\n|---|---|---|---|\n");
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
            case COUNTER -> "counter";
            case TIMER -> "histogram, seconds";
        };
    }
}
