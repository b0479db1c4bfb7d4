package dev.berth.hub.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API token, without its value.
 *
 * @param number its number; {@link #id} is what the REST API shows
 * @param userId its owner
 * @param scopes as asked for, before they are cut down to the owner's
 * @param note what it is for
 * @param created when
 * @param lastActivity when it was last used, to the minute or so
 * @param expiresAt when it ends; null for never
 * @param server name of the server that it was made for, or null
 * @param sessionId public id of the browser session it came from, or null
 * @param oauthClient the OAuth client that it was issued to, or null
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
