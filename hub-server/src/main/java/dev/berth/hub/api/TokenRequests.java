package dev.berth.hub.api;

import dev.berth.hub.access.ApiToken;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.TokenOutcome;
import dev.berth.hub.access.TokenWish;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Requests for tokens, and the JSON of tokens (contract, section 2.6). */
@Component
class TokenRequests {

    private static final long MAX_SECONDS = Duration.ofDays(365_000).toSeconds();

    /** Clients from the time of {@code POST /authorizations/token} still send {@code username}, which the path names today. */
    private static final Set<String> KEYS = Set.of("note", "expires_in", "scopes", "roles", "auth", "username");

    private final UserDirectory users;
    private final Tokens tokens;

    TokenRequests(UserDirectory users, Tokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    /**
     * Issues a token of a user. A user that does not exist is answered with 403, as in JupyterHub. One rule is stricter than in JupyterHub:
     * {@code "scopes": null} is rejected, because a program that could not fill in its scopes must not get a token with all permissions.
     */
    Map<String, @Nullable Object> issue(ApiBody request, String name, Caller caller, @Nullable String address) {
        ApiBody body = request.only(KEYS).nullIsMissing("note", "expires_in", "roles", "auth", "username");
        User user = users.byName(name).orElseThrow(() -> noTokensFor(name));
        String note = body.text("note");
        TokenWish wish = TokenWish.of(
                user.id(),
                note == null || note.isEmpty() ? standardNote(user, caller) : note,
                scopes(body),
                lifetime(body.number("expires_in")));
        return switch (tokens.create(wish, caller, address)) {
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
                        "expires_in must not exceed " + tooLong.max().toSeconds());
            case TokenOutcome.TooMany(int limit) ->
                throw ApiException.invalid(user.name().value() + " already has " + limit
                        + " tokens, which is the limit (berth.access.tokens-per-user). Revoke one, or give tokens an"
                        + " expiry with expires_in.");
            case TokenOutcome.NoSuchUser _ -> throw noTokensFor(name);
        };
    }

    private static String standardNote(User user, Caller caller) {
        return user.name().value().equals(caller.name())
                ? "Requested via api"
                : "Requested via api by user " + caller.name();
    }

    /** Clients of JupyterHub before version 3 send {@code roles}; each of them stands for its scopes. Both together would be ambiguous. */
    private @Nullable List<String> scopes(ApiBody body) {
        List<String> roles = body.texts("roles");
        if (roles == null || roles.isEmpty()) {
            return body.texts("scopes");
        }
        if (body.has("scopes")) {
            throw ApiException.invalid("Use either scopes or roles, not both");
        }
        return tokens.scopesOfRoles(roles)
                .orElseThrow(() -> ApiException.invalid(
                        "Some of the roles " + shown(new TreeSet<>(roles).toString()) + " do not exist"));
    }

    static ApiException noTokensFor(String name) {
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

    static Map<String, @Nullable Object> model(ApiToken token, User user, List<String> scopes) {
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

    static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
