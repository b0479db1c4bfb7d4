package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of a new account.
 *
 * @param name the username
 * @param display the display name
 * @param admin whether it is an administrator
 * @param posix the UID that it must have; null if the hub should allocate one
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

    /** An ordinary account: not an administrator, with an allocated UID. */
    public static NewUser named(UserName name) {
        return new NewUser(name, null, false, null);
    }
}
