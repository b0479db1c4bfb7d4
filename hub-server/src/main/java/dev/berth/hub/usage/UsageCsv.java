package dev.berth.hub.usage;

import java.util.Locale;
import java.util.stream.Collectors;

/** A report as CSV (RFC 4180), with cells that a spreadsheet would run as a formula made harmless (OWASP, "CSV Injection"). */
public final class UsageCsv {

    public static final String CONTENT_TYPE = "text/csv;charset=utf-8";

    public static final String DISPOSITION = "attachment; filename=usage.csv";

    private UsageCsv() {}

    public static String of(UsageReport report) {
        UsageQuery query = report.query();
        String key = query.by().name().toLowerCase(Locale.ROOT);
        return "from,to,zone," + key + ",gpu_hours,cpu_hours,memory_gib_hours,server_hours,estimated\r\n"
                + report.rows().stream()
                        .map(row -> line(
                                report.parts().get(row.part()), query.zone().getId(), row))
                        .collect(Collectors.joining());
    }

    private static String line(UsageQuery.Part part, String zone, UsageRow row) {
        return part.from() + "," + part.to() + "," + zone + "," + cell(row.key())
                + String.format(
                        Locale.ROOT,
                        ",%.4f,%.4f,%.4f,%.4f,%s\r\n",
                        row.gpuHours(),
                        row.cpuHours(),
                        row.memoryHours(),
                        row.serverHours(),
                        row.estimated());
    }

    private static String cell(String text) {
        if (text.isEmpty()) {
            return "";
        }
        String harmless = "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
