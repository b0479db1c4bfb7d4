package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.administration.UserAdministration;
import dev.berth.hub.administration.UserChange;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.User;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Administrators' actions on one user. */
@Controller
class UserActions {

    private final People people;
    private final UserAdministration administration;
    private final Tokens tokens;
    private final BrowserSessions sessions;
    private final Notices notices;

    UserActions(
            People people,
            UserAdministration administration,
            Tokens tokens,
            BrowserSessions sessions,
            Notices notices) {
        this.people = people;
        this.administration = administration;
        this.tokens = tokens;
        this.sessions = sessions;
        this.notices = notices;
    }

    @PostMapping("/hub/admin/users/{name}/disable")
    @RequiresScope("admin:users")
    String disable(@PathVariable String name, HttpServletRequest request) {
        User user = people.named(name);
        return back(user, administration.disable(People.me(), user, request.getRemoteAddr()), "console.done.disabled");
    }

    @PostMapping("/hub/admin/users/{name}/enable")
    @RequiresScope("admin:users")
    String enable(@PathVariable String name, HttpServletRequest request) {
        User user = people.named(name);
        return back(user, administration.enable(People.me(), user, request.getRemoteAddr()), "console.done.enabled");
    }

    @PostMapping("/hub/admin/users/{name}/rename")
    @RequiresScope("admin:users")
    String rename(@PathVariable String name, @RequestParam(name = "to") String wish, HttpServletRequest request) {
        User user = people.named(name);
        UserChange change = administration.rename(People.me(), user, wish, request.getRemoteAddr());
        return back(user, change, "console.done.renamed");
    }

    @PostMapping("/hub/admin/users/{name}/admin")
    @RequiresScope("admin:users")
    String admin(@PathVariable String name, @RequestParam boolean admin, HttpServletRequest request) {
        User user = people.named(name);
        UserChange change = administration.setAdmin(People.me(), user, admin, request.getRemoteAddr());
        return back(user, change, admin ? "console.done.adminSet" : "console.done.adminUnset");
    }

    /** Servers are stopped first. An account whose servers do not stop in time is kept until it is deleted again. */
    @PostMapping("/hub/admin/users/{name}/delete")
    @RequiresScope("delete:users")
    String delete(@PathVariable String name, HttpServletRequest request) {
        User user = people.named(name);
        return switch (administration.delete(People.me(), user, request.getRemoteAddr())) {
            case UserChange.Done _ -> notices.redirect("/hub/admin/users", "console.done.deleted");
            case UserChange.ServersActive _ -> back(user, "console.problem.stillRunning");
            case UserChange other -> back(user, other, "console.done.deleted");
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

    private String back(User user, UserChange change, String done) {
        return switch (change) {
            case UserChange.Done(User changed) -> back(changed, done);
            case UserChange.Made _ -> back(user, done);
            case UserChange.Rejected rejected -> back(user, problem(rejected));
        };
    }

    private static String problem(UserChange.Rejected rejected) {
        return switch (rejected) {
            case UserChange.AdministratorsOnly _ -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            case UserChange.OwnAccount _ -> "console.problem.self";
            case UserChange.InvalidName _ -> "console.problem.badName";
            case UserChange.NameTaken _, UserChange.AlreadyExist _ -> "console.problem.nameTaken";
            case UserChange.Escalation _ -> "console.problem.elevation";
            case UserChange.Refused _ -> "console.problem.lastAdmin";
            case UserChange.ServersActive _ -> "console.problem.serversActive";
        };
    }

    private String back(User user, String notice) {
        return notices.redirect(
                "/hub/admin/users/" + CanonicalPath.segment(user.name().value()), notice);
    }
}
