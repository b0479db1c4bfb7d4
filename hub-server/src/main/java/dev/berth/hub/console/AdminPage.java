package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Target;
import dev.berth.hub.home.ServerCard;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserFilter;
import dev.berth.hub.user.UserQuery;
import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** One page of users, and the servers that are active, as the template shows them. */
@Component
class AdminPage {

    private static final int PAGE = 50;
    private static final int MAX_SERVERS = 200;
    private static final int MAX_QUERY = 255;

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final Access access;
    private final Links links;

    AdminPage(UserDirectory users, ServerDirectory servers, Access access, Links links) {
        this.access = access;
        this.users = users;
        this.servers = servers;
        this.links = links;
    }

    /** Fills the model with one page of users and the active servers, and tells the view. */
    String fill(Model model, String q, int offset) {
        String query = q.length() > MAX_QUERY ? q.substring(0, MAX_QUERY) : q;
        int from = Math.max(0, offset);
        Caller me = CallerAuthentication.current().orElseThrow();
        UserQuery wanted = new UserQuery(
                UserFilter.named(query.isBlank() ? null : query),
                access.visibleUsers(me, "list:users"),
                UserQuery.Sort.NAME,
                false,
                from,
                PAGE);
        long total = users.count(wanted);
        model.addAttribute("users", users.list(wanted).stream().map(UserRow::of).toList());
        model.addAttribute("total", total);
        model.addAttribute("query", query);
        model.addAttribute("previous", from > 0 ? page(query, Math.max(0, from - PAGE)) : null);
        model.addAttribute("next", from + PAGE < total ? page(query, from + PAGE) : null);
        List<ServerCard> active = servers.active(MAX_SERVERS, 0).stream()
                .filter(server ->
                        access.allows(me, "read:servers", new Target.OfServer(server.userName(), server.name())))
                .map(server -> ServerCard.of(server, links))
                .toList();
        model.addAttribute("servers", active);
        model.addAttribute("mayInvite", me.admin());
        model.addAttribute("mayChange", access.allows(me, "admin:users", new Target.OfHub()));
        model.addAttribute("mayStop", access.allows(me, "delete:servers", new Target.OfHub()));
        return "console/admin";
    }

    private String page(String query, int offset) {
        return links.url("/hub/admin?offset=" + offset + "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    /**
     * A user as a row of the list.
     *
     * @param segment the name as one segment of a path
     */
    record UserRow(
            String name,
            String segment,
            long uid,
            boolean active,
            boolean admin,
            @Nullable Instant lastSeen) {
        static UserRow of(User user) {
            String name = user.name().value();
            return new UserRow(
                    name, CanonicalPath.segment(name), user.uid(), user.active(), user.admin(), user.lastSeen());
        }
    }
}
