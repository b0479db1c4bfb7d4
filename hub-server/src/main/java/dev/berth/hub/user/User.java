package dev.berth.hub.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account of the hub.
 *
 * @param id the internal identifier, used by all other tables
 * @param name the username, which is the public identifier
 * @param display the display name, if a provider supplied one
 * @param active false for a disabled account, with which sign-in is impossible
 * @param admin whether they are an administrator
 * @param created when the account was created
 * @param lastSeen when they were last active, accurate to about a minute
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
