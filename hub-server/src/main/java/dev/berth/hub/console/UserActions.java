package dev.berth.hub.console;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Elevation;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.server.ServerStops;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserName;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What administrators do to one user. */
@Controller
class UserActions {

    private final People people;
    private final UserAccounts accounts;
    private final ServerStops stops;
    private final Tokens tokens;
    private final BrowserSessions sessions;
    private final Elevation elevation;
    private final Notices notices;

    UserActions(
            People people,
            UserAccounts accounts,
            ServerStops stops,
            Tokens tokens,
            BrowserSessions sessions,
            Elevation elevation,
            Notices notices) {
        this.people = people;
        this.accounts = accounts;
        this.stops = stops;
        this.tokens = tokens;
        this.sessions = sessions;
        this.elevation = elevation;
        this.notices = notices;
    }

    @PostMapping("/hub/admin/users/{name}/disable")
    @RequiresScope("admin:users")
    String disable(@PathVariable String name, HttpServletRequest request) {
        User user = people.changeable(name);
        if (user.id() == People.me().userId()) {
            return back(user, "console.problem.self");
        }
        return back(user, accounts.disable(user.id(), actor(request)), "console.done.disabled");
    }

    @PostMapping("/hub/admin/users/{name}/enable")
    @RequiresScope("admin:users")
    String enable(@PathVariable String name, HttpServletRequest request) {
        User user = people.changeable(name);
        return back(user, accounts.enable(user.id(), actor(request)), "console.done.enabled");
    }

    @PostMapping("/hub/admin/users/{name}/rename")
    @RequiresScope("admin:users")
    String rename(@PathVariable String name, @RequestParam(name = "to") String wish, HttpServletRequest request) {
        User user = people.changeable(name);
        Optional<UserName> to = UserName.of(wish);
        if (to.isEmpty()) {
            return back(user, "console.problem.badName");
        }
        if (elevation.refuseName(People.me(), to.get(), request.getRemoteAddr()).isPresent()) {
            return back(user, "console.problem.elevation");
        }
        return back(user, accounts.rename(user.id(), to.get(), actor(request)), "console.done.renamed");
    }

    /** Who is an administrator is for administrators to say, whatever the scopes of others (JupyterHub's rule). */
    @PostMapping("/hub/admin/users/{name}/admin")
    @RequiresScope("admin:users")
    String admin(@PathVariable String name, @RequestParam boolean admin, HttpServletRequest request) {
        People.requireAdmin();
        User user = people.named(name);
        String done = admin ? "console.done.adminSet" : "console.done.adminUnset";
        return back(user, accounts.setAdmin(user.id(), admin, actor(request)), done);
    }

    /** Like the REST call: servers are stopped first, and an account whose servers take their time stays until it is asked again. */
    @PostMapping("/hub/admin/users/{name}/delete")
    @RequiresScope("delete:users")
    String delete(@PathVariable String name, HttpServletRequest request) {
        User user = people.changeable(name);
        Caller me = People.me();
        if (me.is(user)) {
            return back(user, "console.problem.self");
        }
        if (!stops.stopAll(user.id(), me.name())) {
            return back(user, "console.problem.stillRunning");
        }
        return switch (accounts.delete(user.id(), actor(request))) {
            case AccountOutcome.Done _ -> notices.redirect("/hub/admin/users", "console.done.deleted");
            case AccountOutcome.NameTaken _ -> notices.redirect("/hub/admin/users", "console.problem.gone");
            case AccountOutcome.Refused _ -> back(user, "console.problem.lastAdmin");
        };
    }

    @PostMapping("/hub/admin/users/{name}/tokens/{id}/revoke")
    @RequiresScope("tokens")
    String revoke(@PathVariable String name, @PathVariable String id, HttpServletRequest request) {
        User user = people.named(name);
        boolean revoked = tokens.revoke(user.id(), id, actor(request));
        return back(user, revoked ? "console.done.tokenRevoked" : "console.problem.gone");
    }

    @PostMapping("/hub/admin/users/{name}/sessions/{id}/end")
    @RequiresScope("tokens")
    String end(@PathVariable String name, @PathVariable String id, HttpServletRequest request) {
        User user = people.named(name);
        boolean ended = sessions.end(user, id, "ended by " + People.me().name(), actor(request));
        return back(user, ended ? "console.done.sessionEnded" : "console.problem.gone");
    }

    private static dev.berth.hub.audit.Actor actor(HttpServletRequest request) {
        return People.me().actor(request.getRemoteAddr());
    }

    private String back(User user, AccountOutcome outcome, String done) {
        return switch (outcome) {
            case AccountOutcome.Done changed -> back(changed.user(), done);
            case AccountOutcome.NameTaken _ -> back(user, "console.problem.nameTaken");
            case AccountOutcome.Refused _ -> back(user, "console.problem.lastAdmin");
        };
    }

    private String back(User user, String notice) {
        return notices.redirect(
                "/hub/admin/users/" + CanonicalPath.segment(user.name().value()), notice);
    }
}
