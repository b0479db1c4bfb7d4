package dev.berth.hub.console;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.signin.password.Invitations;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * New accounts, and links for choosing a password. Responds with the page itself and not with a redirect: a link is shown only once and is
 * not stored in between.
 */
@Controller
class InviteController {

    private final People people;
    private final UserDirectory users;
    private final UserAccounts accounts;
    private final Invitations invitations;
    private final UsersController list;
    private final UserController details;
    private final Links links;

    InviteController(
            People people,
            UserDirectory users,
            UserAccounts accounts,
            Invitations invitations,
            UsersController list,
            UserController details,
            Links links) {
        this.people = people;
        this.users = users;
        this.accounts = accounts;
        this.invitations = invitations;
        this.list = list;
        this.details = details;
        this.links = links;
    }

    /** Creates the account and an invitation; for an existing name, a link for a new password. */
    @PostMapping("/hub/admin/users")
    @RequiresScope("admin:users")
    String add(
            @RequestParam String name,
            @RequestParam(defaultValue = "false") boolean admin,
            HttpServletRequest request,
            Model model) {
        People.requireAdmin();
        Optional<UserName> userName = UserName.of(name);
        if (userName.isEmpty()) {
            model.addAttribute("problem", UserName.problem(name));
        } else {
            boolean known = users.byName(userName.get()).isPresent();
            if (known || made(userName.get(), admin, request, model)) {
                invite(userName.get(), known, request, model);
            }
        }
        return list.fill(UsersController.Filter.NONE, 0, model);
    }

    /** A link with which an existing user chooses a new password. */
    @PostMapping("/hub/admin/users/{name}/link")
    @RequiresScope("admin:users")
    String link(@PathVariable String name, HttpServletRequest request, Model model) {
        People.requireAdmin();
        User user = people.named(name);
        if (user.active()) {
            invite(user.name(), true, request, model);
        }
        return details.fill(user, model);
    }

    private void invite(UserName name, boolean known, HttpServletRequest request, Model model) {
        Caller me = People.me();
        String path = invitations.invite(name, me, request.getRemoteAddr());
        model.addAttribute("invitation", new Invitation(name.value(), known, links.originOf(request) + path));
    }

    private boolean made(UserName name, boolean admin, HttpServletRequest request, Model model) {
        var actor = People.me().actor(request.getRemoteAddr());
        AccountOutcome outcome = accounts.create(new NewUser(name, null, admin, null), actor);
        if (outcome instanceof AccountOutcome.Refused refused) {
            model.addAttribute("problem", refused.reason());
            return false;
        }
        return true;
    }

    /**
     * An invitation, for the one page that shows it.
     *
     * @param known whether the account existed before, so that the link is for a new password
     */
    record Invitation(String userName, boolean known, String link) {}
}
