package dev.berth.hub.api.berth;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.administration.SignInAdministration;
import dev.berth.hub.administration.SignInChange;
import dev.berth.hub.api.ApiException;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How users sign in: their browser sessions, and invitations. A session is a credential, so the scopes for tokens cover it. */
@RestController
class SignInApi {

    private final UserDirectory users;
    private final BrowserSessions sessions;
    private final SignInAdministration administration;
    private final Links links;

    SignInApi(UserDirectory users, BrowserSessions sessions, SignInAdministration administration, Links links) {
        this.users = users;
        this.sessions = sessions;
        this.administration = administration;
        this.links = links;
    }

    @GetMapping("/hub/api/berth/users/{name}/sessions")
    @RequiresScope("read:tokens")
    Map<String, Object> list(@PathVariable String name, Caller caller) {
        String current = caller.credential().id();
        return Map.of(
                "sessions",
                sessions.of(user(name).id()).stream()
                        .map(session -> PeopleModels.session(session, current))
                        .toList());
    }

    @DeleteMapping("/hub/api/berth/users/{name}/sessions/{id}")
    @RequiresScope("tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable String name, @PathVariable String id, Caller caller, HttpServletRequest request) {
        User user = user(name);
        if (!sessions.end(user, id, "ended by " + caller.name(), caller.actor(request.getRemoteAddr()))) {
            throw new ApiException(404, "No such session");
        }
    }

    @DeleteMapping("/hub/api/berth/users/{name}/sessions")
    @RequiresScope("tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(@PathVariable String name, Caller caller, HttpServletRequest request) {
        sessions.endAll(user(name), "all ended by " + caller.name(), caller.actor(request.getRemoteAddr()));
    }

    /** A one-time link for choosing a password; if the name is not in use, the account is created when the link is used. */
    @PostMapping("/hub/api/berth/users/{name}/invitation")
    @RequiresScope("admin:users")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> invite(@PathVariable String name, Caller caller, HttpServletRequest request) {
        UserName invited =
                UserName.of(name).orElseThrow(() -> ApiException.invalid(String.valueOf(UserName.problem(name))));
        return switch (administration.invite(caller, invited, request.getRemoteAddr())) {
            case SignInChange.Invited(String path) ->
                Map.of("name", invited.value(), "link", links.originOf(request) + path);
            case SignInChange.Done() -> throw new IllegalStateException("An invitation without a link");
            case SignInChange.Rejected rejected -> throw refusal(rejected);
        };
    }

    static ApiException refusal(SignInChange.Rejected rejected) {
        return switch (rejected) {
            case SignInChange.AdministratorsOnly only -> new ApiException(403, only.reason());
            case SignInChange.NotFound none -> new ApiException(404, none.reason());
            case SignInChange.NotLinked _, SignInChange.NotCreated _, SignInChange.AccountDisabled _ ->
                ApiException.invalid(rejected.reason());
        };
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }
}
