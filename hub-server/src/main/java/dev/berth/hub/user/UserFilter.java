package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/**
 * Which users are meant; whatever is null does not matter.
 *
 * @param nameContains part of the name
 * @param search part of the name or of the name for people to read
 * @param active whether the account is open
 * @param admin whether they are an administrator
 * @param group name of a group that they are in
 * @param servers what servers they have
 */
public record UserFilter(
        @Nullable String nameContains,
        @Nullable String search,
        @Nullable Boolean active,
        @Nullable Boolean admin,
        @Nullable String group,
        @Nullable Servers servers) {

    /** Everybody. */
    public static final UserFilter NONE = new UserFilter(null, null, null, null, null, null);

    /** What servers a user has. */
    public enum Servers {
        /** At least one that is wanted or not yet gone. */
        ACTIVE,
        /** At least one that answers. */
        READY,
        /** None that is wanted or not yet gone. */
        INACTIVE
    }

    /** By a part of the name. */
    public static UserFilter named(@Nullable String part) {
        return new UserFilter(part, null, null, null, null, null);
    }
}
