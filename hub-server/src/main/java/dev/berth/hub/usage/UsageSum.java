package dev.berth.hub.usage;

import java.util.List;

/** The sum of a whole report, of the rows that are not shown too. */
public record UsageSum(double gpuHours, double cpuHours, double memoryHours, double serverHours, boolean estimated) {

    static UsageSum of(List<UsageRow> rows) {
        return new UsageSum(
                rows.stream().mapToDouble(UsageRow::gpuHours).sum(),
                rows.stream().mapToDouble(UsageRow::cpuHours).sum(),
                rows.stream().mapToDouble(UsageRow::memoryHours).sum(),
                rows.stream().mapToDouble(UsageRow::serverHours).sum(),
                rows.stream().anyMatch(UsageRow::estimated));
    }
}
