package dev.berth.hub.api.berth;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.api.ApiQuery;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditExport;
import dev.berth.hub.audit.AuditLog.Recorded;
import dev.berth.hub.audit.AuditQuery;
import dev.berth.hub.audit.AuditTrail;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The audit log: one page as JSON, or all of it as CSV or JSON lines. */
@RestController
class AuditApi {

    private static final String PATH = "/hub/api/berth/audit";
    private static final int PAGE = 50;

    private final AuditTrail trail;
    private final AuditExport export;
    private final JsonMapper json;
    private final Links links;

    AuditApi(AuditTrail trail, AuditExport export, JsonMapper json, Links links) {
        this.trail = trail;
        this.export = export;
        this.json = json;
        this.links = links;
    }

    /** The formats of a response. */
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
            case CSV -> export(response, query, AuditExport.Format.CSV);
            case JSONL -> export(response, query, AuditExport.Format.JSONL);
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
                                        "after is not a position in this list. Use the value of \"next\" of a page")),
                parameters.number("limit", PAGE, 1, AuditQuery.MAX_LIMIT));
    }

    /** The format parameter or, without it, the Accept header. */
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
        page.put("events", events.stream().map(AuditExport::model).toList());
        page.put(
                "next",
                events.size() < query.limit()
                        ? null
                        : links.absolute(request, PATH)
                                + UriComponentsBuilder.newInstance()
                                        .query(request.getQueryString())
                                        .replaceQueryParam(
                                                "after", events.getLast().position())
                                        .build()
                                        .toUriString());
        return page;
    }

    private void export(HttpServletResponse response, AuditQuery query, AuditExport.Format format) throws IOException {
        response.setContentType(format.contentType());
        response.setHeader("Content-Disposition", format.disposition());
        response.setHeader("Cache-Control", "no-store");
        export.write(
                query,
                format,
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
    }
}
