package dev.berth.hub.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A valid session or token as stored; whether its owner is still allowed is not decided yet.
 *
 * @param kind whether it is a session or a token
 * @param id public id, such as {@code s12} or {@code a7}
 * @param hash SHA-256 of its value, in lower-case hex
 * @param userId its owner; null for a service's token
 * @param until when it expires as things stand
 * @param sessionId the public id of the browser session to which it belongs, or null
 * @param scopes the scope templates to which it is limited; null for everything that its owner is allowed to do
 * @param server name of the server for which it was created, or null
 * @param restricted whether the owner must choose a new password before doing anything else
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

    /** The kind of a credential. */
    public enum Kind {
        /** The session cookie. */
        SESSION,
        /** The {@code Authorization} header. */
        TOKEN
    }
}
