package dev.berth.hub.session;

import org.jspecify.annotations.Nullable;

/**
 * By whom a session's person was vouched for, claimed by this hub so that nobody else asks at the same time.
 *
 * @param session number of the session
 * @param userId whose it is
 * @param provider the provider's id
 * @param subject its key of the person
 * @param name the name that it gave last
 * @param memory what it wanted to have kept, sealed; null for nothing
 * @param claim number of the claim; a result is written under it only
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record SessionIdentity(
        long session, long userId, String provider, String subject, String name, byte @Nullable [] memory, long claim) {

    /** Where the memory belongs: no row's opens in another's place. */
    String place() {
        return "session " + session;
    }

    /** Without the memory. */
    @Override
    public String toString() {
        return "SessionIdentity[s" + session + ", " + provider + ", " + subject + "]";
    }
}
