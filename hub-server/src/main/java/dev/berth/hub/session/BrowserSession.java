package dev.berth.hub.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser session, without its value.
 *
 * @param id its number; {@code s<number>} in the audit log
 * @param hash SHA-256 of its value, in lower-case hex
 * @param publicId value of the cookie {@code jupyterhub-session-id}, which is no credential
 * @param userId whose it is
 * @param until when it ends as things stand: its lifetime, or the idle time since it was last seen
 * @param parent the session that it was opened from for a user's own host, or null
 * @param passwordDue whether nothing may be done with it but to choose a new password
 */
record BrowserSession(
        long id,
        String hash,
        String publicId,
        long userId,
        Instant until,
        @Nullable Long parent,
        boolean passwordDue) {

    String auditId() {
        return "s" + id;
    }
}
