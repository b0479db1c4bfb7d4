package dev.berth.hub.usage;

import dev.berth.hub.usage.UsageQuery.Part;
import java.util.List;

/**
 * A report.
 *
 * @param parts the parts of the period; one if it is not divided
 * @param rows by part, then by GPU hours, the most first
 * @param more whether there are more keys than the limit
 */
public record UsageReport(UsageQuery query, List<Part> parts, List<UsageRow> rows, UsageSum sum, boolean more) {

    public UsageReport {
        parts = List.copyOf(parts);
        rows = List.copyOf(rows);
    }
}
