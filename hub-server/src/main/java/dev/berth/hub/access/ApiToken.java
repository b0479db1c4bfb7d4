package dev.berth.hub.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API token, without its value.
 *
 * @param number its number; the REST API shows {@link #id}
 * @param userId its owner
 * @param scopes as requested, before they are restricted to the owner's
 * @param note a description of its purpose
 * @param created when it was created
 * @param lastActivity when it was last used, accurate to about a minute
 * @param expiresAt when it expires; null for never
 * @param server name of the server for which it was created, or null
 * @param sessionId public id of the browser session from which it came, or null
 * @param oauthClient the OAuth client to which it was issued, or null
 */
public record ApiToken(
        long number,
        long userId,
        List<String> scopes,
        String note,
        Instant created,
        @Nullable Instant lastActivity,
        @Nullable Instant expiresAt,
        @Nullable String server,
        @Nullable String sessionId,
        @Nullable String oauthClient) {

    public ApiToken {
        scopes = List.copyOf(scopes);
    }

    /** {@code a12}. */
    public String id() {
        return "a" + number;
    }
}
