package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/**
 * The UID that a provider says a person has.
 *
 * @param uid POSIX user id
 * @param gid POSIX primary group id; null for one that equals the UID
 * @param machineAccount whether this machine's own account of that person is meant, which alone may lie in a prohibited range
 */
public record PosixClaim(long uid, @Nullable Long gid, boolean machineAccount) {}
