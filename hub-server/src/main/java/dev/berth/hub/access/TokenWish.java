package dev.berth.hub.access;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param userId its owner
 * @param note what it is for
 * @param scopes what it may do; null for everything its owner may do, empty for no more than to say who its owner is
 * @param lifetime how long it is good; null for ever
 * @param server name of the server that it is made for, to which {@code !server} refers
 * @param sessionId public id of the browser session it comes from
 * @param oauthClient the OAuth client it is issued to
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
            throw new IllegalArgumentException("A token's lifetime is " + lifetime + "; it must be positive");
        }
    }

    /** A token that a person asks for. */
    public static TokenWish of(long userId, String note, @Nullable List<String> scopes, @Nullable Duration lifetime) {
        return new TokenWish(userId, note, scopes, lifetime, null, null, null);
    }

    /** The token of a server: its role is JupyterHub's {@code server}. */
    public static TokenWish ofServer(long userId, String server) {
        List<String> role = List.of("users:activity!user", "access:servers!server");
        return new TokenWish(userId, "Server at /user/…/" + server, role, null, server, null, null);
    }
}
