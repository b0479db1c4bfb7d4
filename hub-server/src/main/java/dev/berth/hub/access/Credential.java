package dev.berth.hub.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live session or token, as its store knows it; whether its owner may still come in is not decided yet.
 *
 * @param kind what it is
 * @param id public id, such as {@code s12} or {@code a7}
 * @param hash SHA-256 of its value, in lower-case hex
 * @param userId its owner; null for a service's token
 * @param until when it ends by itself, as things stand
 * @param sessionId the public id of the browser session it belongs to, or null
 * @param scopes the templates that it is limited to; null for everything its owner may do
 * @param server name of the server that it was made for, or null
 * @param restricted whether nothing may be done with it but to choose a new password
 */
public record Credential(
        Kind kind,
        String id,
        String hash,
        @Nullable Long userId,
        Instant until,
        @Nullable String sessionId,
        @Nullable List<String> scopes,
        @Nullable String server,
        boolean restricted) {

    /** Where a credential comes from. */
    public enum Kind {
        /** The session cookie. */
        SESSION,
        /** The {@code Authorization} header. */
        TOKEN
    }
}
