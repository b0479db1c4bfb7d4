package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Target;
import dev.berth.hub.entry.EntryDecision;
import dev.berth.hub.entry.EntryPolicy;
import dev.berth.hub.home.ServerCard;
import dev.berth.hub.server.ServerListing;
import dev.berth.hub.server.ServerLists;
import dev.berth.hub.server.ServerQuery;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.Links;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The servers of all users. */
@Controller
class ServersController {

    private static final int MAX_QUERY = 255;

    private final ServerLists servers;
    private final ServerRequests requests;
    private final People people;
    private final Access access;
    private final EntryPolicy entryPolicy;
    private final Notices notices;
    private final Links links;

    ServersController(
            ServerLists servers,
            ServerRequests requests,
            People people,
            Access access,
            EntryPolicy entryPolicy,
            Notices notices,
            Links links) {
        this.servers = servers;
        this.requests = requests;
        this.people = people;
        this.access = access;
        this.entryPolicy = entryPolicy;
        this.notices = notices;
        this.links = links;
    }

    @GetMapping("/hub/admin/servers")
    @RequiresScope(value = "read:servers", filtersRows = true)
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "0") int offset,
            @RequestParam(defaultValue = "") String notice,
            Model model,
            Locale locale) {
        notices.show(notice, model, locale);
        Filter filter = new Filter(q.length() > MAX_QUERY ? q.substring(0, MAX_QUERY) : q, state, sort);
        Caller me = People.me();
        ServerQuery query = filter.query(access, me, Paged.offset(offset));
        List<Row> rows = servers.page(query).stream().map(one -> row(one, me)).toList();
        UriComponentsBuilder shown = UriComponentsBuilder.newInstance()
                .queryParam("q", filter.q())
                .queryParam("state", filter.state())
                .queryParam("sort", filter.sort());
        model.addAttribute("filter", filter);
        model.addAttribute(
                "page", Paged.of(rows, query.offset(), servers.count(query), links.url("/hub/admin/servers"), shown));
        return "console/servers";
    }

    @PostMapping({"/hub/admin/stop/{name}", "/hub/admin/stop/{name}/{server}"})
    @RequiresScope(value = "delete:servers", defaultServer = true)
    String stop(@PathVariable String name, @PathVariable(required = false) @Nullable String server) {
        String by = People.me().name();
        var _ = requests.stop(people.named(name).id(), server == null ? "" : server, ServerRequests.requested(by), by);
        return notices.redirect("/hub/admin/servers", "console.done.stopped");
    }

    /** The fields of the list's filter form. */
    record Filter(String q, String state, String sort) {

        private ServerQuery query(Access access, Caller me, int offset) {
            boolean idle = sort.equals("idle");
            return new ServerQuery(
                    Arrays.stream(ServerState.values())
                            .filter(each -> each.name().equals(state))
                            .findFirst()
                            .orElse(null),
                    null,
                    q.isBlank() ? null : q,
                    null,
                    access.visibleUsers(me, "read:servers"),
                    idle ? ServerQuery.Sort.LAST_ACTIVITY : ServerQuery.Sort.AGE,
                    !idle,
                    offset,
                    Paged.SIZE);
        }
    }

    private Row row(ServerListing listing, Caller me) {
        ServerView server = listing.server();
        Target target = new Target.OfServer(server.userName(), server.name());
        return new Row(
                ServerCard.of(server, links),
                listing.node(),
                instant(server.requestedAt()),
                listing.look(),
                access.allows(me, "delete:servers", target),
                entryPolicy.of(me, server.userName(), server.name()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * A server as a table row.
     *
     * @param node the node on which it runs
     * @param look the result of the last activity check
     * @param stops whether this caller can stop it
     * @param door how this caller gets access to it
     */
    record Row(
            ServerCard server,
            @Nullable String node,
            @Nullable Instant requestedAt,
            ServerListing.@Nullable IdleCheck look,
            boolean stops,
            EntryDecision door) {

        public boolean opens() {
            return server.state() == ServerState.READY && door != EntryDecision.DENIED;
        }

        public boolean asksWhy() {
            return door == EntryDecision.REASON_REQUIRED;
        }
    }
}
