package dev.berth.hub.api;

import dev.berth.hub.access.ApiToken;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.TokenOutcome;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private static final long MAX_SECONDS = Duration.ofDays(365_000).toSeconds();

    private static final Set<String> KEYS = Set.of("note", "expires_in", "scopes", "roles");

    private final UserDirectory users;
    private final Tokens tokens;

    TokensApi(UserDirectory users, Tokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    @GetMapping("/hub/api/users/{name}/tokens")
    @RequiresScope("read:tokens")
    Map<String, Object> list(@PathVariable String name) {
        User user = user(name);
        Function<ApiToken, List<String>> scopes = tokens.scopesOf(user);
        return Map.of(
                "api_tokens",
                tokens.list(user.id()).stream()
                        .map(token -> model(token, user, scopes.apply(token)))
                        .toList());
    }

    /**
     * JupyterHub's one exception: for callers without permission and for users that do not exist, the status is 403 here and not 404. One
     * rule is stricter than in JupyterHub: {@code "scopes": null} is rejected, because a program that could not fill in its scopes must not
     * get a token with all permissions.
     */
    @PostMapping("/hub/api/users/{name}/tokens")
    @RequiresScope(value = "tokens", hides = false)
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, @Nullable Object> create(@PathVariable String name, Caller caller, HttpServletRequest request) {
        ApiBody body = ApiBody.of(request).only(KEYS).nullIsMissing("note", "expires_in", "roles");
        User user = users.byName(name).orElseThrow(() -> noTokensFor(name));
        String note = body.text("note");
        TokenWish wish = TokenWish.of(
                user.id(),
                note == null || note.isEmpty() ? "Requested via api by user " + caller.name() : note,
                scopes(body, user),
                lifetime(body.number("expires_in")));
        return switch (tokens.create(wish, caller, request.getRemoteAddr())) {
            case TokenOutcome.Issued issued -> {
                Map<String, @Nullable Object> model =
                        model(issued.token(), user, tokens.scopesOf(user).apply(issued.token()));
                model.put("token", issued.value());
                yield model;
            }
            case TokenOutcome.UnknownScopes unknown ->
                throw ApiException.invalid(
                        "Scopes " + shown(new TreeSet<>(unknown.names()).toString()) + " do not exist");
            case TokenOutcome.MissingScopes missing ->
                throw ApiException.invalid("Not assigning requested scopes " + new TreeSet<>(missing.scopes())
                        + " not held by the owner of the token or by the caller");
            case TokenOutcome.TooLong tooLong ->
                throw ApiException.invalid(
                        "expires_in must be at most " + tooLong.max().toSeconds());
            case TokenOutcome.TooMany(int limit) ->
                throw ApiException.invalid(user.name().value() + " already has " + limit
                        + " tokens, which is the limit (berth.access.tokens-per-user). Revoke one, or give tokens an"
                        + " expiry with expires_in.");
            case TokenOutcome.NoSuchUser _ -> throw noTokensFor(name);
        };
    }

    @GetMapping("/hub/api/users/{name}/tokens/{id}")
    @RequiresScope("read:tokens")
    Map<String, @Nullable Object> show(@PathVariable String name, @PathVariable String id) {
        User user = user(name);
        ApiToken token = tokens.find(user.id(), id).orElseThrow(() -> notFound(id));
        return model(token, user, tokens.scopesOf(user).apply(token));
    }

    @DeleteMapping("/hub/api/users/{name}/tokens/{id}")
    @RequiresScope("tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String name, @PathVariable String id, Caller caller, HttpServletRequest request) {
        if (!tokens.revoke(user(name).id(), id, caller.actor(request.getRemoteAddr()))) {
            throw notFound(id);
        }
    }

    /** Clients of JupyterHub before version 3 send {@code roles}; each of them stands for its scopes. Both together would be ambiguous. */
    private @Nullable List<String> scopes(ApiBody body, User user) {
        List<String> roles = body.texts("roles");
        if (roles == null || roles.isEmpty()) {
            return body.texts("scopes");
        }
        if (body.has("scopes")) {
            throw ApiException.invalid("Use either scopes or roles, not both");
        }
        return tokens.scopesOfRoles(user, roles)
                .orElseThrow(() -> ApiException.invalid("Some of the roles " + shown(new TreeSet<>(roles).toString())
                        + " are not roles of " + user.name().value()));
    }

    private static ApiException noTokensFor(String name) {
        return new ApiException(403, "User " + shown(name) + " not found or no permissions to generate tokens");
    }

    private static @Nullable Duration lifetime(@Nullable Long seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw ApiException.invalid("expires_in must be a number of seconds from 1 to " + MAX_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Map<String, @Nullable Object> model(ApiToken token, User user, List<String> scopes) {
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("user", user.name().value());
        model.put("id", token.id());
        model.put("kind", "api_token");
        model.put("roles", List.of());
        model.put("scopes", scopes);
        model.put("created", ApiTime.of(token.created()));
        model.put("last_activity", ApiTime.of(token.lastActivity()));
        model.put("expires_at", ApiTime.of(token.expiresAt()));
        model.put("note", token.note());
        model.put("session_id", token.sessionId());
        model.put("oauth_client", token.oauthClient());
        return model;
    }

    private static ApiException notFound(String id) {
        return new ApiException(404, "No such token: " + shown(id));
    }

    private static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(ApiException::hidden);
    }
}
