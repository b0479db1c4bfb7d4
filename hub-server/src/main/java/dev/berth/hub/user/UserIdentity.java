package dev.berth.hub.user;

import java.time.Instant;

/**
 * An identity of a provider that leads to a user.
 *
 * @param provider the provider's name, such as {@code local}
 * @param subject how the provider names the person; not always fit to be read
 * @param created since when it leads to this user
 */
public record UserIdentity(String provider, String subject, Instant created) {}
