package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/**
 * An account to be made.
 *
 * @param name its name
 * @param display a name for people to read
 * @param admin whether it is an administrator's
 * @param posix the UID that it must have; null for one that the hub allocates
 */
public record NewUser(
        UserName name,
        @Nullable String display,
        boolean admin,
        @Nullable PosixClaim posix) {

    public NewUser {
        display = display != null && display.length() > UserName.MAX_LENGTH
                ? display.substring(0, UserName.MAX_LENGTH)
                : display;
    }

    /** A plain account: no administrator, UID allocated. */
    public static NewUser named(UserName name) {
        return new NewUser(name, null, false, null);
    }
}
