package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.signin.IdentityLinks;
import dev.berth.hub.signin.factor.SecondFactors;
import dev.berth.hub.user.User;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Identities and second factors of a user: only for administrators, whatever other scopes are granted. */
@Controller
class IdentityActions {

    private final People people;
    private final IdentityLinks links;
    private final SecondFactors factors;
    private final Notices notices;

    IdentityActions(People people, IdentityLinks links, SecondFactors factors, Notices notices) {
        this.people = people;
        this.links = links;
        this.factors = factors;
        this.notices = notices;
    }

    @PostMapping("/hub/admin/users/{name}/identities")
    @RequiresScope("admin:users")
    String link(
            @PathVariable String name,
            @RequestParam String provider,
            @RequestParam String subject,
            HttpServletRequest request) {
        People.requireAdmin();
        User user = people.named(name);
        return switch (links.link(user, provider, subject.strip(), actor(request))) {
            case IdentityLinks.Outcome.Done() -> back(user, "console.done.linked");
            case IdentityLinks.Outcome.Refused _ -> back(user, "console.problem.notLinked");
        };
    }

    @PostMapping("/hub/admin/users/{name}/identities/remove")
    @RequiresScope("admin:users")
    String unlink(
            @PathVariable String name,
            @RequestParam String provider,
            @RequestParam String subject,
            HttpServletRequest request) {
        People.requireAdmin();
        User user = people.named(name);
        boolean gone = links.unlink(user, provider, subject, actor(request));
        return back(user, gone ? "console.done.unlinked" : "console.problem.gone");
    }

    @PostMapping("/hub/admin/users/{name}/second-factor/remove")
    @RequiresScope("admin:users")
    String removeFactor(@PathVariable String name, HttpServletRequest request) {
        People.requireAdmin();
        User user = people.named(name);
        boolean gone = factors.remove(user, actor(request));
        return back(user, gone ? "console.done.factorRemoved" : "console.problem.gone");
    }

    private static Actor actor(HttpServletRequest request) {
        return People.me().actor(request.getRemoteAddr());
    }

    private String back(User user, String notice) {
        return notices.redirect(
                "/hub/admin/users/" + CanonicalPath.segment(user.name().value()), notice);
    }
}
