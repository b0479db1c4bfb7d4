package dev.berth.hub.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider's identity that is linked to a user.
 *
 * @param provider the provider's name, such as {@code local}
 * @param subject the provider's key for the person; not always human-readable
 * @param created when it was linked to this user
 * @param goneSince since when the provider has been certain that the person can no longer sign in; null if it has not reported that
 */
public record UserIdentity(
        String provider,
        String subject,
        Instant created,
        @Nullable Instant goneSince) {}
