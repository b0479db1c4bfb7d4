package dev.berth.hub.console;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.signin.Invitations;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What administrators do to users and servers from their pages. */
@Controller
class AdminActions {

    private final UserDirectory users;
    private final UserAccounts accounts;
    private final Invitations invitations;
    private final ServerRequests requests;
    private final Links links;
    private final AdminPage page;

    AdminActions(
            UserDirectory users,
            UserAccounts accounts,
            Invitations invitations,
            ServerRequests requests,
            Links links,
            AdminPage page) {
        this.users = users;
        this.accounts = accounts;
        this.invitations = invitations;
        this.requests = requests;
        this.links = links;
        this.page = page;
    }

    /**
     * Makes the account and an invitation to it. Answers with the page itself and no redirect: the link is shown this once, and is kept
     * nowhere in between.
     */
    @PostMapping("/hub/admin/users")
    @RequiresScope("admin:users")
    String add(
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean admin,
            HttpServletRequest request,
            Model model) {
        Caller me = CallerAuthentication.current().orElseThrow();
        Optional<UserName> userName = UserName.of(name);
        if (!me.admin()) {
            // An invitation sets a password, of whomever it names.
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        boolean known = userName.flatMap(users::byName).isPresent();
        if (userName.isEmpty()) {
            model.addAttribute("problem", UserName.problem(name));
        } else if (known || made(userName.get(), admin, me.actor(request.getRemoteAddr()), model)) {
            model.addAttribute("invitation", invitation(userName.get(), known, me, request));
        }
        return page.fill(model, "", 0);
    }

    /** A link with which somebody who has an account chooses a new password; shown once, like an invitation. */
    @PostMapping("/hub/admin/users/{name}/link")
    @RequiresScope("admin:users")
    String link(@PathVariable String name, HttpServletRequest request, Model model) {
        Caller me = CallerAuthentication.current().orElseThrow();
        User user = user(name);
        if (!me.admin()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        if (user.active()) {
            model.addAttribute("invitation", invitation(user.name(), true, me, request));
        }
        return page.fill(model, "", 0);
    }

    private Invitation invitation(UserName name, boolean known, Caller me, HttpServletRequest request) {
        String path = invitations.invite(name, me, request.getRemoteAddr());
        return new Invitation(name.value(), known, links.originOf(request) + path);
    }

    private boolean made(UserName name, boolean admin, Actor actor, Model model) {
        AccountOutcome outcome = accounts.create(new NewUser(name, null, admin, null), actor);
        if (outcome instanceof AccountOutcome.Refused refused) {
            model.addAttribute("problem", refused.reason());
            return false;
        }
        return true;
    }

    @PostMapping("/hub/admin/users/{name}/disable")
    @RequiresScope("admin:users")
    String disable(@PathVariable String name, HttpServletRequest request) {
        Caller me = CallerAuthentication.current().orElseThrow();
        AccountOutcome outcome = accounts.disable(mine(me, name).id(), me.actor(request.getRemoteAddr()));
        return back(outcome instanceof AccountOutcome.Done ? "admin.disabled" : "admin.lastAdmin");
    }

    @PostMapping("/hub/admin/users/{name}/enable")
    @RequiresScope("admin:users")
    String enable(@PathVariable String name, HttpServletRequest request) {
        Caller me = CallerAuthentication.current().orElseThrow();
        var _ = accounts.enable(mine(me, name).id(), me.actor(request.getRemoteAddr()));
        return back("admin.enabled");
    }

    @PostMapping({"/hub/admin/stop/{name}", "/hub/admin/stop/{name}/{server}"})
    @RequiresScope(value = "delete:servers", defaultServer = true)
    String stop(@PathVariable String name, @PathVariable(required = false) @Nullable String server) {
        String by = CallerAuthentication.current().orElseThrow().name();
        var _ = requests.stop(user(name).id(), server == null ? "" : server, ServerRequests.requested(by), by);
        return back("admin.stopped");
    }

    /** Only administrators change administrators. */
    private User mine(Caller me, String name) {
        User user = user(name);
        if (user.admin() && !me.admin()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String back(String notice) {
        return "redirect:" + links.url("/hub/admin?done=" + notice);
    }

    /**
     * An invitation, for the one page that shows it.
     *
     * @param known whether the account was there before, so that the link is for a new password
     */
    public record Invitation(String userName, boolean known, String link) {}
}
