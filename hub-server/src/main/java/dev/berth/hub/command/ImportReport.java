package dev.berth.hub.command;

import dev.berth.hub.jupyterhub.Report;
import java.io.PrintStream;
import java.util.List;

/** An import's report for people. */
final class ImportReport {

    private static final String ROW = "%-15s %9s %9s %9s %9s";

    private ImportReport() {}

    static void print(Report report, PrintStream out) {
        out.println("JupyterHub's database " + report.source() + ", schema " + report.revision());
        out.println();
        out.println(ROW.formatted("", "found", report.applied() ? "imported" : "new", "existing", "left out"));
        for (Report.Count count : report.counts()) {
            out.println(
                    ROW.formatted(count.kind(), count.found(), count.created(), count.unchanged(), count.omitted()));
        }
        lines("Left out:", report.omitted(), out);
        lines("Different from JupyterHub:", report.notes(), out);
        if (!report.configuration().isEmpty()) {
            out.println();
            out.println("Add to the configuration what you need of this:");
            out.println();
            report.configuration().forEach(out::println);
        }
        out.println();
        out.println(
                report.applied()
                        ? "Imported."
                        : "This was a preview, and nothing has changed. To import, add --apply.");
    }

    private static void lines(String title, List<Report.Line> lines, PrintStream out) {
        if (lines.isEmpty()) {
            return;
        }
        out.println();
        out.println(title);
        lines.forEach(line -> out.println("  " + line.what() + ": " + line.text()));
    }
}
