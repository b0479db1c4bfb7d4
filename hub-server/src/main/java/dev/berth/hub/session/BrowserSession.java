package dev.berth.hub.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser session, without its secret value.
 *
 * @param id its number; {@code s<number>} in the audit log
 * @param hash SHA-256 of its value, in lower-case hex
 * @param publicId value of the cookie {@code jupyterhub-session-id}, which is not a credential
 * @param userId the user who is signed in
 * @param until when it expires as things stand: its maximum lifetime, or the idle timeout since it was last used
 * @param parent the session from which it was opened for a user's own host, or null
 * @param passwordDue whether the user must choose a new password before doing anything else
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
