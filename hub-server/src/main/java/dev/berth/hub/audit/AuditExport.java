package dev.berth.hub.audit;

import dev.berth.hub.audit.AuditLog.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes events for other programs: spreadsheets, archives, log collectors. */
@Component
public class AuditExport {

    /** Times in JupyterHub's format: always six decimal places. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private final AuditTrail trail;
    private final JsonMapper json;

    AuditExport(AuditTrail trail, JsonMapper json) {
        this.trail = trail;
        this.json = json;
    }

    /** The formats of an export. */
    public enum Format {
        /** RFC 4180; cells that a spreadsheet would treat as a formula are turned into text. */
        CSV("text/csv;charset=UTF-8", "csv"),
        /** One JSON object per line. */
        JSONL("application/jsonl", "jsonl");

        private final String contentType;
        private final String extension;

        Format(String contentType, String extension) {
            this.contentType = contentType;
            this.extension = extension;
        }

        public String contentType() {
            return contentType;
        }

        /** The Content-Disposition header with the name of the file. */
        public String disposition() {
            return "attachment; filename=\"berth-audit." + extension + "\"";
        }
    }

    /**
     * Writes every event of the query, whatever its limit, newest first, and flushes. May take minutes, but does not hold a connection
     * while writing.
     *
     * @throws IOException if the reader has disconnected
     */
    public void write(AuditQuery query, Format format, Writer out) throws IOException {
        out.write(format == Format.CSV ? AuditCsv.HEADER : "");
        try {
            trail.each(query, event -> append(out, line(format, event)));
        } catch (UncheckedIOException readerGone) {
            throw readerGone.getCause();
        }
        out.flush();
    }

    private String line(Format format, Recorded event) {
        return switch (format) {
            case CSV -> AuditCsv.line(event);
            case JSONL -> json.writeValueAsString(model(event)) + "\n";
        };
    }

    private static void append(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException readerGone) {
            throw new UncheckedIOException(readerGone);
        }
    }

    /** An event as JSON, for the REST API and exports. */
    public static Map<String, @Nullable Object> model(Recorded recorded) {
        AuditEvent event = recorded.event();
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("id", recorded.id());
        model.put("at", TIME.format(recorded.at().atOffset(ZoneOffset.UTC)));
        model.put("action", event.action().name());
        model.put("class", lower(event.action().classification()));
        model.put("actor_kind", lower(event.actor().kind()));
        model.put("actor", event.actor().name());
        model.put("credential", event.actor().credential());
        model.put("address", event.actor().address());
        model.put("target_kind", lower(event.target().kind()));
        model.put("target", event.target().name());
        model.put("detail", new TreeMap<>(event.detail()));
        return model;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
