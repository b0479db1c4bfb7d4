package dev.berth.hub.console;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.ApiToken;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Roles;
import dev.berth.hub.access.Target;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.entry.ServerEntries;
import dev.berth.hub.home.ServerCard;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Everything about one user. Read-only; {@link UserActions} makes changes. */
@Controller
class UserController {

    private static final int VISITS = 20;

    private final People people;
    private final UserDirectory users;
    private final Groups groups;
    private final Roles roles;
    private final ServerDirectory servers;
    private final Tokens tokens;
    private final BrowserSessions sessions;
    private final ServerEntries entries;
    private final Access access;
    private final SignInPanel signIns;
    private final Notices notices;
    private final Links links;

    UserController(
            People people,
            UserDirectory users,
            Groups groups,
            Roles roles,
            ServerDirectory servers,
            Tokens tokens,
            BrowserSessions sessions,
            ServerEntries entries,
            Access access,
            SignInPanel signIns,
            Notices notices,
            Links links) {
        this.people = people;
        this.users = users;
        this.groups = groups;
        this.roles = roles;
        this.servers = servers;
        this.tokens = tokens;
        this.sessions = sessions;
        this.entries = entries;
        this.access = access;
        this.signIns = signIns;
        this.notices = notices;
        this.links = links;
    }

    @GetMapping("/hub/admin/users/{name}")
    @RequiresScope("read:users")
    String show(@PathVariable String name, @RequestParam(defaultValue = "") String notice, Model model, Locale locale) {
        notices.show(notice, model, locale);
        return fill(people.named(name), model);
    }

    /** Fills the model with what this caller can see of a user, and returns the view. */
    String fill(User user, Model model) {
        Caller me = People.me();
        Target target = new Target.OfUser(user.name().value());
        model.addAttribute("user", UsersController.Row.of(user, memberOf(user)));
        model.addAttribute("account", user);
        model.addAttribute("uidOrigin", users.uidOrigin(user.id()));
        model.addAttribute("identities", users.identities(user.id()));
        model.addAttribute("roles", roles.of(user));
        model.addAttribute("visits", entries.of(user.id(), VISITS));
        boolean changes = access.allows(me, "admin:users", target) && (me.admin() || !user.admin());
        model.addAttribute("changes", changes);
        model.addAttribute("self", me.is(user));
        servers(user, me, model);
        credentials(user, me, target, model);
        signIns.fill(user, me, model);
        return "console/user";
    }

    private void servers(User user, Caller me, Model model) {
        String name = user.name().value();
        List<ServerCard> cards = servers.ofUser(user.id()).stream()
                .filter(server -> access.allows(me, "read:servers", new Target.OfServer(name, server.name())))
                .map(server -> ServerCard.of(server, links))
                .toList();
        model.addAttribute("servers", cards);
    }

    private void credentials(User user, Caller me, Target target, Model model) {
        boolean sees = access.allows(me, "read:tokens", target);
        model.addAttribute("seesTokens", sees);
        model.addAttribute("tokens", sees ? tokens.list(user.id()) : List.<ApiToken>of());
        model.addAttribute("sessions", sees ? sessions.of(user.id()) : List.of());
        model.addAttribute("revokes", access.allows(me, "tokens", target));
    }

    private List<String> memberOf(User user) {
        return groups.of(List.of(user.id())).getOrDefault(user.id(), List.of());
    }
}
