package dev.berth.hub.api;

import dev.berth.hub.access.ApiToken;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens of a user (contract, section 2.6). */
@RestController
class TokensApi {

    private final UserDirectory users;
    private final Tokens tokens;
    private final TokenRequests requests;

    TokensApi(UserDirectory users, Tokens tokens, TokenRequests requests) {
        this.users = users;
        this.tokens = tokens;
        this.requests = requests;
    }

    @GetMapping("/hub/api/users/{name}/tokens")
    @RequiresScope("read:tokens")
    Map<String, Object> list(@PathVariable String name) {
        User user = user(name);
        Function<ApiToken, List<String>> scopes = tokens.scopesOf(user);
        return Map.of(
                "api_tokens",
                tokens.list(user.id()).stream()
                        .map(token -> TokenRequests.model(token, user, scopes.apply(token)))
                        .toList());
    }

    /** For callers without permission, the status is 403 here and not 404, as in JupyterHub. */
    @PostMapping("/hub/api/users/{name}/tokens")
    @RequiresScope(value = "tokens", hides = false)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> create(@PathVariable String name, Caller caller, HttpServletRequest request) {
        return requests.issue(ApiBody.of(request), name, caller, request.getRemoteAddr());
    }

    @GetMapping("/hub/api/users/{name}/tokens/{id}")
    @RequiresScope("read:tokens")
    Map<String, @Nullable Object> show(@PathVariable String name, @PathVariable String id) {
        User user = user(name);
        ApiToken token = tokens.find(user.id(), id).orElseThrow(() -> notFound(id));
        return TokenRequests.model(token, user, tokens.scopesOf(user).apply(token));
    }

    @DeleteMapping("/hub/api/users/{name}/tokens/{id}")
    @RequiresScope("tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String name, @PathVariable String id, Caller caller, HttpServletRequest request) {
        if (!tokens.revoke(user(name).id(), id, caller.actor(request.getRemoteAddr()))) {
            throw notFound(id);
        }
    }

    private static ApiException notFound(String id) {
        return new ApiException(404, "No such token: " + TokenRequests.shown(id));
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }
}
