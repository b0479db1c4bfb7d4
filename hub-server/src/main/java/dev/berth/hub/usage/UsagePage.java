package dev.berth.hub.usage;

import dev.berth.hub.user.VisibleUsers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a page shows: a table of the period, and a chart of its parts.
 *
 * @param gpus whether the chart shows GPU hours; CPU hours if nobody used a GPU
 * @param columns the keys in the chart, those with the most usage
 * @param points the parts of the period in the chart
 */
public record UsagePage(
        UsageFilter filter,
        List<Line> lines,
        Line sum,
        boolean more,
        boolean gpus,
        List<String> columns,
        List<Point> points) {

    /** As many as there are colors for. */
    private static final int SERIES = 4;

    private static final int LINES = 100;

    public UsagePage {
        lines = List.copyOf(lines);
        columns = List.copyOf(columns);
        points = List.copyOf(points);
    }

    /** A row of the table, with one digit after the point. */
    public record Line(
            String key, String gpuHours, String cpuHours, String memoryHours, String serverHours, boolean estimated) {

        static Line of(UsageRow row) {
            return new Line(
                    row.key(),
                    hours(row.gpuHours()),
                    hours(row.cpuHours()),
                    hours(row.memoryHours()),
                    hours(row.serverHours()),
                    row.estimated());
        }

        static Line of(UsageSum sum) {
            return new Line(
                    "",
                    hours(sum.gpuHours()),
                    hours(sum.cpuHours()),
                    hours(sum.memoryHours()),
                    hours(sum.serverHours()),
                    sum.estimated());
        }
    }

    /** A part of the period, with one value for each column. */
    public record Point(LocalDate from, List<String> values) {
        public Point {
            values = List.copyOf(values);
        }
    }

    public static UsagePage of(UsageReports reports, UsageFilter filter, VisibleUsers visible) {
        UsageReport totals = reports.of(filter.totals(visible, LINES));
        boolean gpus = totals.sum().gpuHours() > 0;
        UsageReport parts = reports.of(filter.chart(visible, SERIES));
        List<String> columns =
                totals.rows().stream().map(UsageRow::key).limit(SERIES).toList();
        return new UsagePage(
                filter,
                totals.rows().stream().map(Line::of).toList(),
                Line.of(totals.sum()),
                totals.more(),
                gpus,
                columns,
                points(parts, columns, gpus));
    }

    private static List<Point> points(UsageReport report, List<String> columns, boolean gpus) {
        Map<Integer, Map<String, Double>> values = report.rows().stream()
                .collect(Collectors.groupingBy(
                        UsageRow::part,
                        Collectors.toMap(UsageRow::key, row -> gpus ? row.gpuHours() : row.cpuHours(), Double::sum)));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < report.parts().size(); i++) {
            Map<String, Double> its = values.getOrDefault(i, Map.of());
            points.add(new Point(
                    report.parts().get(i).from(),
                    columns.stream()
                            .map(key -> hours(its.getOrDefault(key, 0.0)))
                            .toList()));
        }
        return points;
    }

    private static String hours(double hours) {
        return String.format(Locale.ROOT, "%.1f", hours);
    }
}
