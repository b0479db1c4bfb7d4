package dev.berth.hub.home;

import dev.berth.hub.usage.UsageReport;
import dev.berth.hub.usage.UsageRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** A person's usage in a week, with one digit after the point. */
record UsageWeek(
        LocalDate from, String gpuHours, String cpuHours, String memoryHours, String serverHours, boolean estimated) {

    /** Less would be shown as 0.0 hours. */
    private static final double VISIBLE = 0.05;

    /** The weeks with usage, the newest first. */
    static List<UsageWeek> of(UsageReport report) {
        return report.rows().reversed().stream()
                .filter(row -> row.serverHours() >= VISIBLE)
                .map(row -> of(report.parts().get(row.part()).from(), row))
                .toList();
    }

    private static UsageWeek of(LocalDate from, UsageRow row) {
        return new UsageWeek(
                from,
                hours(row.gpuHours()),
                hours(row.cpuHours()),
                hours(row.memoryHours()),
                hours(row.serverHours()),
                row.estimated());
    }

    private static String hours(double hours) {
        return String.format(Locale.ROOT, "%.1f", hours);
    }
}
