package dev.berth.hub.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An identity of a provider that leads to a user.
 *
 * @param provider the provider's name, such as {@code local}
 * @param subject how the provider names the person; not always fit to be read
 * @param created since when it leads to this user
 * @param goneSince since when the provider says for certain that the person may not come in any more; null as long as it does not
 */
public record UserIdentity(
        String provider,
        String subject,
        Instant created,
        @Nullable Instant goneSince) {}
