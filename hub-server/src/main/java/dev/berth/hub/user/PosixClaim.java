package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/**
 * The UID that a provider supplies for a person.
 *
 * @param uid POSIX user id
 * @param gid POSIX primary group id; null to use the UID
 * @param machineAccount whether it refers to the person's local account on this machine; only then may it be in a prohibited range
 */
public record PosixClaim(long uid, @Nullable Long gid, boolean machineAccount) {}
