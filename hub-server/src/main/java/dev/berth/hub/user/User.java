package dev.berth.hub.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account of the hub.
 *
 * @param id what everything inside refers to
 * @param name what everything outside refers to
 * @param display a name for people to read, if a provider gave one
 * @param active false for a closed account: nobody can come in as this user
 * @param admin whether they are an administrator
 * @param created when the account was made
 * @param lastSeen when they were last seen, to the minute or so
 * @param runtimeHome name of their folder, volume and other runtime objects; chosen once
 * @param uid POSIX user id
 * @param gid POSIX primary group id
 */
public record User(
        long id,
        UserName name,
        @Nullable String display,
        boolean active,
        boolean admin,
        Instant created,
        @Nullable Instant lastSeen,
        String runtimeHome,
        long uid,
        long gid) {}
