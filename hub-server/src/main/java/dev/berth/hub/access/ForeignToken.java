package dev.berth.hub.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that a JupyterHub issued, as its database has it.
 *
 * @param prefix the first characters of its value
 * @param hashed the hash of its value, in JupyterHub's form
 * @param scopes its scopes
 * @param note a description of its purpose
 * @param created when it was created
 * @param lastActivity when it was last used, or null
 * @param expiresAt when it expires; null for never
 */
public record ForeignToken(
        String prefix,
        String hashed,
        List<String> scopes,
        String note,
        Instant created,
        @Nullable Instant lastActivity,
        @Nullable Instant expiresAt) {

    public ForeignToken {
        scopes = List.copyOf(scopes);
        // SQLite stores NUL characters, and PostgreSQL does not.
        note = note.replace("\0", "");
        note = note.length() > 1_000 ? note.substring(0, 1_000) : note;
    }

    /** Omits the hash. */
    @Override
    public String toString() {
        return "ForeignToken[" + note + "]";
    }
}
