package dev.berth.hub.console;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.administration.SignInAdministration;
import dev.berth.hub.administration.SignInChange;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * New accounts, and links for choosing a password. Responds with the page itself and not with a redirect: a link is shown only once and is
 * not stored in between.
 */
@Controller
class InviteController {

    private final People people;
    private final UserDirectory users;
    private final SignInAdministration administration;
    private final UsersController list;
    private final UserController details;
    private final Links links;

    InviteController(
            People people,
            UserDirectory users,
            SignInAdministration administration,
            UsersController list,
            UserController details,
            Links links) {
        this.people = people;
        this.users = users;
        this.administration = administration;
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
        Optional<UserName> userName = UserName.of(name);
        if (userName.isEmpty()) {
            model.addAttribute("problem", UserName.problem(name));
        } else {
            boolean known = users.byName(userName.get()).isPresent();
            SignInChange change =
                    administration.createAndInvite(People.me(), userName.get(), admin, request.getRemoteAddr());
            show(change, userName.get(), known, request, model);
        }
        return list.fill(UsersController.Filter.NONE, 0, model);
    }

    /** A link with which an existing user chooses a new password. */
    @PostMapping("/hub/admin/users/{name}/link")
    @RequiresScope("admin:users")
    String link(@PathVariable String name, HttpServletRequest request, Model model) {
        User user = people.named(name);
        SignInChange change = administration.invite(People.me(), user.name(), request.getRemoteAddr());
        show(change, user.name(), true, request, model);
        return details.fill(user, model);
    }

    private void show(SignInChange change, UserName name, boolean known, HttpServletRequest request, Model model) {
        switch (change) {
            case SignInChange.Invited(String path) ->
                model.addAttribute("invitation", new Invitation(name.value(), known, links.originOf(request) + path));
            case SignInChange.Done() -> {}
            case SignInChange.AdministratorsOnly _ -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            case SignInChange.Rejected rejected -> model.addAttribute("problem", rejected.reason());
        }
    }

    /**
     * An invitation, for the one page that shows it.
     *
     * @param known whether the account existed before, so that the link is for a new password
     */
    record Invitation(String userName, boolean known, String link) {}
}
