package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditExport;
import dev.berth.hub.audit.AuditLog.Recorded;
import dev.berth.hub.audit.AuditQuery;
import dev.berth.hub.audit.AuditTrail;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The audit log, newest first. */
@Controller
class AuditController {

    private static final int MAX_TEXT = 255;

    private final AuditTrail trail;
    private final AuditExport export;
    private final MessageSource messages;
    private final Links links;

    AuditController(AuditTrail trail, AuditExport export, MessageSource messages, Links links) {
        this.trail = trail;
        this.export = export;
        this.messages = messages;
        this.links = links;
    }

    @GetMapping("/hub/admin/audit")
    @RequiresScope("read:audit")
    String list(@ModelAttribute("filter") Filter filter, Model model, Locale locale) {
        AuditQuery query = filter.query();
        List<Recorded> events = trail.page(query);
        model.addAttribute("events", events.stream().map(Row::of).toList());
        model.addAttribute("actions", actions(locale));
        model.addAttribute(
                "older",
                events.size() < Paged.SIZE
                        ? null
                        : page(filter, events.getLast().position().toString()));
        model.addAttribute("newest", query.after() == null ? null : page(filter, ""));
        return "console/audit";
    }

    /** Every event that matches the filter, as a file. A form instead of a link, so that no other site can trigger it. */
    @PostMapping("/hub/admin/audit/export")
    @RequiresScope("read:audit")
    void export(
            @ModelAttribute("filter") Filter filter,
            @RequestParam AuditExport.Format format,
            HttpServletResponse response)
            throws IOException {
        response.setContentType(format.contentType());
        response.setHeader("Content-Disposition", format.disposition());
        response.setHeader("Cache-Control", "no-store");
        export.write(
                filter.query(),
                format,
                new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)));
    }

    /** Sorted by name, in the order of the reader's language. */
    private List<Choice> actions(Locale locale) {
        return Arrays.stream(AuditAction.values())
                .map(Enum::name)
                .map(code -> new Choice(code, messages.getMessage("audit.action." + code, null, locale)))
                .sorted(Comparator.comparing(Choice::name, Collator.getInstance(locale)))
                .toList();
    }

    /** An action to filter by. */
    record Choice(String code, String name) {}

    private String page(Filter filter, String after) {
        return links.url("/hub/admin/audit")
                + query(filter)
                        .queryParam("from", filter.from())
                        .queryParam("to", filter.to())
                        .queryParam("after", after)
                        .encode()
                        .build()
                        .toUriString();
    }

    private static UriComponentsBuilder query(Filter filter) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        add(query, "person", filter.person());
        add(query, "action", filter.action());
        add(query, "address", filter.address());
        return query;
    }

    private static void add(UriComponentsBuilder address, String name, String value) {
        if (!value.isEmpty()) {
            address.queryParam(name, value);
        }
    }

    /**
     * The fields of the form; times as browsers send them, in UTC as the page states.
     *
     * @param after the event after which to continue
     */
    record Filter(String person, String action, String from, String to, String address, String after) {

        Filter(
                @Nullable String person,
                @Nullable String action,
                @Nullable String from,
                @Nullable String to,
                @Nullable String address,
                @Nullable String after) {
            this.person = bounded(person);
            this.action = bounded(action);
            this.from = bounded(from);
            this.to = bounded(to);
            this.address = bounded(address);
            this.after = bounded(after);
        }

        private static String bounded(@Nullable String text) {
            String given = text == null ? "" : text.strip();
            return given.length() > MAX_TEXT ? given.substring(0, MAX_TEXT) : given;
        }

        private AuditQuery query() {
            return new AuditQuery(
                    person.isEmpty()
                            ? null
                            : UserName.of(person).map(UserName::value).orElse(person),
                    Arrays.stream(AuditAction.values())
                            .filter(each -> each.name().equals(action))
                            .findFirst()
                            .orElse(null),
                    time(from).orElse(null),
                    time(to).orElse(null),
                    address.isEmpty() ? null : address,
                    AuditQuery.Position.parse(after).orElse(null),
                    Paged.SIZE);
        }

        private Optional<Instant> time(String text) {
            try {
                return text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException wrong) {
                return Optional.empty();
            }
        }
    }

    /** An event as a table row. */
    record Row(
            Instant at,
            String action,
            String actor,
            String actorKind,
            @Nullable String credential,
            @Nullable String address,
            String target,
            String targetKind,
            TreeMap<String, String> detail) {

        static Row of(Recorded recorded) {
            var event = recorded.event();
            return new Row(
                    recorded.at(),
                    event.action().name(),
                    event.actor().name(),
                    event.actor().kind().name(),
                    event.actor().credential(),
                    event.actor().address(),
                    event.target().name(),
                    event.target().kind().name(),
                    new TreeMap<>(event.detail()));
        }
    }
}
