package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.administration.SignInAdministration;
import dev.berth.hub.administration.SignInChange;
import dev.berth.hub.user.User;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Identities and second factors of a user: only for administrators, whatever other scopes are granted. */
@Controller
class IdentityActions {

    private final People people;
    private final SignInAdministration administration;
    private final Notices notices;

    IdentityActions(People people, SignInAdministration administration, Notices notices) {
        this.people = people;
        this.administration = administration;
        this.notices = notices;
    }

    @PostMapping("/hub/admin/users/{name}/identities")
    @RequiresScope("admin:users")
    String link(
            @PathVariable String name,
            @RequestParam String provider,
            @RequestParam String subject,
            HttpServletRequest request) {
        User user = people.named(name);
        String address = request.getRemoteAddr();
        return back(user, administration.link(People.me(), user, provider, subject, address), "console.done.linked");
    }

    @PostMapping("/hub/admin/users/{name}/identities/remove")
    @RequiresScope("admin:users")
    String unlink(
            @PathVariable String name,
            @RequestParam String provider,
            @RequestParam String subject,
            HttpServletRequest request) {
        User user = people.named(name);
        String address = request.getRemoteAddr();
        return back(
                user, administration.unlink(People.me(), user, provider, subject, address), "console.done.unlinked");
    }

    @PostMapping("/hub/admin/users/{name}/second-factor/remove")
    @RequiresScope("admin:users")
    String removeFactor(@PathVariable String name, HttpServletRequest request) {
        User user = people.named(name);
        SignInChange change = administration.removeFactor(People.me(), user, request.getRemoteAddr());
        return back(user, change, "console.done.factorRemoved");
    }

    private String back(User user, SignInChange change, String done) {
        String notice = switch (change) {
            case SignInChange.Done _, SignInChange.Invited _ -> done;
            case SignInChange.AdministratorsOnly _ -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            case SignInChange.NotFound _ -> "console.problem.gone";
            case SignInChange.NotLinked _, SignInChange.NotCreated _, SignInChange.AccountDisabled _ ->
                "console.problem.notLinked";
        };
        return notices.redirect(
                "/hub/admin/users/" + CanonicalPath.segment(user.name().value()), notice);
    }
}
