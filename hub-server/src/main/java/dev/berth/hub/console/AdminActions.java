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
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What administrators do to users and servers from their pages. */
@Controller
class AdminActions {

    private final UserDirectory users;
    private final UserAccounts accounts;
    private final Invitations invitations;
    private final ServerRequests requests;
    private final Links links;
    private final MessageSource messages;

    AdminActions(
            UserDirectory users,
            UserAccounts accounts,
            Invitations invitations,
            ServerRequests requests,
            Links links,
            MessageSource messages) {
        this.users = users;
        this.accounts = accounts;
        this.invitations = invitations;
        this.requests = requests;
        this.links = links;
        this.messages = messages;
    }

    /** Makes the account and an invitation to it, whose link is shown this once. */
    @PostMapping("/hub/admin/users")
    @RequiresScope("admin:users")
    String add(
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean admin,
            HttpServletRequest request,
            RedirectAttributes shown) {
        Caller me = CallerAuthentication.current().orElseThrow();
        Optional<UserName> userName = UserName.of(name);
        if (userName.isEmpty()) {
            shown.addFlashAttribute("problem", UserName.problem(name));
            return back();
        }
        Optional<User> known = users.byName(userName.get());
        Actor actor = me.actor(request.getRemoteAddr());
        if (known.isEmpty()) {
            AccountOutcome outcome =
                    accounts.create(new NewUser(userName.get(), null, admin && me.admin(), null), actor);
            if (outcome instanceof AccountOutcome.Refused refused) {
                shown.addFlashAttribute("problem", refused.reason());
                return back();
            }
        }
        String link = links.hubOrigin() + invitations.invite(userName.get(), me, request.getRemoteAddr());
        shown.addFlashAttribute("invitation", new Invitation(userName.get().value(), link));
        return back();
    }

    @PostMapping("/hub/admin/users/{name}/disable")
    @RequiresScope("admin:users")
    String disable(@PathVariable String name, HttpServletRequest request, RedirectAttributes shown) {
        Caller me = CallerAuthentication.current().orElseThrow();
        show(accounts.disable(user(name).id(), me.actor(request.getRemoteAddr())), "admin.disabled", shown, request);
        return back();
    }

    @PostMapping("/hub/admin/users/{name}/enable")
    @RequiresScope("admin:users")
    String enable(@PathVariable String name, HttpServletRequest request, RedirectAttributes shown) {
        Caller me = CallerAuthentication.current().orElseThrow();
        show(accounts.enable(user(name).id(), me.actor(request.getRemoteAddr())), "admin.enabled", shown, request);
        return back();
    }

    @PostMapping({"/hub/admin/stop/{name}", "/hub/admin/stop/{name}/{server}"})
    @RequiresScope(value = "delete:servers", defaultServer = true)
    String stop(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            HttpServletRequest request,
            RedirectAttributes shown) {
        String by = CallerAuthentication.current().orElseThrow().name();
        requests.stop(user(name).id(), server == null ? "" : server, ServerRequests.requested(by), by);
        shown.addFlashAttribute("done", messages.getMessage("admin.stopped", null, request.getLocale()));
        return back();
    }

    private void show(AccountOutcome outcome, String key, RedirectAttributes shown, HttpServletRequest request) {
        switch (outcome) {
            case AccountOutcome.Done done ->
                shown.addFlashAttribute(
                        "done",
                        messages.getMessage(
                                key, new Object[] {done.user().name().value()}, request.getLocale()));
            case AccountOutcome.NameTaken taken ->
                shown.addFlashAttribute("problem", taken.name().value());
            case AccountOutcome.Refused refused -> shown.addFlashAttribute("problem", refused.reason());
        }
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String back() {
        return "redirect:" + links.url("/hub/admin");
    }

    /** An invitation, for the one page that shows it. */
    public record Invitation(String userName, String link) {}
}
