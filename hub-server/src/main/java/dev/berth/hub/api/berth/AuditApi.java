package dev.berth.hub.api.berth;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.api.ApiTime;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditCsv;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditLog.Recorded;
import dev.berth.hub.audit.AuditQuery;
import dev.berth.hub.audit.AuditTrail;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** What was recorded: a page of it as JSON, or all of it as CSV or JSON lines. */
@RestController
class AuditApi {

    private static final String PATH = "/hub/api/berth/audit";
    private static final int PAGE = 50;

    private final AuditTrail trail;
    private final JsonMapper json;
    private final Links links;

    AuditApi(AuditTrail trail, JsonMapper json, Links links) {
        this.trail = trail;
        this.json = json;
        this.links = links;
    }

    /** The forms of an answer. */
    private enum Format {
        JSON,
        CSV,
        JSONL
    }

    @GetMapping(PATH)
    @RequiresScope("read:audit")
    void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        AuditQuery query = query(new ApiQuery(request));
        switch (format(request)) {
            case JSON -> {
                response.setContentType("application/json");
                response.getOutputStream().write(json.writeValueAsBytes(page(query, request)));
            }
            case CSV -> export(response, query, "csv", "text/csv;charset=UTF-8", AuditCsv.HEADER, AuditCsv::line);
            case JSONL ->
                export(
                        response,
                        query,
                        "jsonl",
                        "application/jsonl",
                        "",
                        event -> json.writeValueAsString(model(event)) + "\n");
        }
    }

    private static AuditQuery query(ApiQuery parameters) {
        String after = parameters.text("after");
        return new AuditQuery(
                parameters.user("person"),
                parameters.choice("action", AuditAction.class),
                parameters.time("from"),
                parameters.time("to"),
                parameters.text("address"),
                after == null
                        ? null
                        : AuditQuery.Position.parse(after)
                                .orElseThrow(() -> ApiException.invalid(
                                        "after is no position in this list; take it from \"next\" of a page")),
                parameters.number("limit", PAGE, 1, AuditQuery.MAX_LIMIT));
    }

    /** The parameter, and without it what the client says that it accepts. */
    private static Format format(HttpServletRequest request) {
        Format named = new ApiQuery(request).choice("format", Format.class);
        String accept = request.getHeader("Accept");
        if (named != null || accept == null) {
            return named == null ? Format.JSON : named;
        }
        return accept.contains("text/csv")
                ? Format.CSV
                : accept.contains("application/jsonl") || accept.contains("application/x-ndjson")
                        ? Format.JSONL
                        : Format.JSON;
    }

    private Map<String, @Nullable Object> page(AuditQuery query, HttpServletRequest request) {
        List<Recorded> events = trail.page(query);
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("events", events.stream().map(AuditApi::model).toList());
        page.put(
                "next",
                events.size() < query.limit()
                        ? null
                        : UriComponentsBuilder.fromPath(links.url(PATH))
                                .query(request.getQueryString())
                                .replaceQueryParam("after", events.getLast().position())
                                .build()
                                .toUriString());
        return page;
    }

    private void export(
            HttpServletResponse response,
            AuditQuery query,
            String extension,
            String type,
            String head,
            Function<Recorded, String> line)
            throws IOException {
        response.setContentType(type);
        response.setHeader("Content-Disposition", "attachment; filename=\"berth-audit." + extension + "\"");
        response.setHeader("Cache-Control", "no-store");
        Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        out.write(head);
        try {
            trail.each(query, event -> write(out, line.apply(event)));
        } catch (UncheckedIOException readerGone) {
            throw readerGone.getCause();
        }
        out.flush();
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException readerGone) {
            throw new UncheckedIOException(readerGone);
        }
    }

    private static Map<String, @Nullable Object> model(Recorded recorded) {
        AuditEvent event = recorded.event();
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("id", recorded.id());
        model.put("at", ApiTime.of(recorded.at()));
        model.put("action", event.action().name());
        model.put("class", ApiQuery.lower(event.action().classification()));
        model.put("actor_kind", ApiQuery.lower(event.actor().kind()));
        model.put("actor", event.actor().name());
        model.put("credential", event.actor().credential());
        model.put("address", event.actor().address());
        model.put("target_kind", ApiQuery.lower(event.target().kind()));
        model.put("target", event.target().name());
        model.put("detail", new TreeMap<>(event.detail()));
        return model;
    }
}
