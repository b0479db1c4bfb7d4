package dev.berth.hub.session;

import org.jspecify.annotations.Nullable;

/**
 * The identity behind a session, claimed by this hub so that no other hub queries the provider at the same time.
 *
 * @param session number of the session
 * @param userId the user to whom it belongs
 * @param provider the provider's id
 * @param subject the provider's key for the person
 * @param name the username that it supplied last
 * @param memory the data that it wants to keep, sealed; null for nothing
 * @param claim number of the claim; a result is written only under this claim
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SessionIdentity(
        long session, long userId, String provider, String subject, String name, byte @Nullable [] memory, long claim) {

    /** The sealing context: one row's data cannot be opened in another row. */
    String place() {
        return "session " + session;
    }

    /** Omits the memory. */
    @Override
    public String toString() {
        return "SessionIdentity[s" + session + ", " + provider + ", " + subject + "]";
    }
}
