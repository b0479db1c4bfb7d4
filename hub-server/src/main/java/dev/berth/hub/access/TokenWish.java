package dev.berth.hub.access;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a new token.
 *
 * @param userId its owner
 * @param note a description of its purpose
 * @param scopes its scopes; null for all permissions of its owner, empty for only identifying its owner
 * @param lifetime how long it is valid; null for unlimited
 * @param server name of the server for which it is created, to which {@code !server} refers
 * @param sessionId public id of the browser session from which it comes
 * @param oauthClient the OAuth client to which it is issued
 */
public record TokenWish(
        long userId,
        String note,
        @Nullable List<String> scopes,
        @Nullable Duration lifetime,
        @Nullable String server,
        @Nullable String sessionId,
        @Nullable String oauthClient) {

    public TokenWish {
        note = note.length() > 1_000 ? note.substring(0, 1_000) : note;
        scopes = scopes == null ? null : List.copyOf(scopes);
        if (lifetime != null && !lifetime.isPositive()) {
            throw new IllegalArgumentException("A token's lifetime is " + lifetime + ", but must be positive");
        }
    }

    /** A token that a person requests. */
    public static TokenWish of(long userId, String note, @Nullable List<String> scopes, @Nullable Duration lifetime) {
        return new TokenWish(userId, note, scopes, lifetime, null, null, null);
    }

    /** The same with this lifetime; null for unlimited. */
    TokenWish expiringIn(@Nullable Duration longest) {
        return new TokenWish(userId, note, scopes, longest, server, sessionId, oauthClient);
    }

    /** The token of a server: its role is JupyterHub's {@code server}. */
    public static TokenWish ofServer(long userId, String server) {
        List<String> role = List.of("users:activity!user", "access:servers!server");
        return new TokenWish(userId, "Server at /user/…/" + server, role, null, server, null, null);
    }
}
