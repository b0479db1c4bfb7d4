package dev.berth.hub.audit;

import dev.berth.hub.audit.AuditLog.Recorded;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Events as lines of CSV (RFC 4180). People choose their names, and others open such files in spreadsheets: a cell that a spreadsheet would
 * treat as a formula is prefixed with an apostrophe (OWASP, "CSV Injection").
 */
final class AuditCsv {

    /** The header line. */
    static final String HEADER = "id,at,action,class,actor_kind,actor,credential,address,target_kind,target,detail\r\n";

    private AuditCsv() {}

    /** One event, including the line break. */
    static String line(Recorded recorded) {
        AuditEvent event = recorded.event();
        String detail = new TreeMap<>(event.detail())
                .entrySet().stream()
                        .map(fact -> fact.getKey() + "=" + fact.getValue())
                        .collect(Collectors.joining("; "));
        return List.of(
                                cell(Long.toString(recorded.id())),
                                cell(recorded.at().toString()),
                                cell(event.action().name()),
                                cell(event.action().classification().name()),
                                cell(event.actor().kind().name()),
                                cell(event.actor().name()),
                                cell(event.actor().credential()),
                                cell(event.actor().address()),
                                cell(event.target().kind().name()),
                                cell(event.target().name()),
                                cell(detail))
                        .stream()
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String harmless = "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
