package dev.berth.hub.user;

import org.jspecify.annotations.Nullable;

/**
 * A filter for users; null means any.
 *
 * @param nameContains part of the username
 * @param search part of the username or the display name
 * @param active whether the account is active
 * @param admin whether they are an administrator
 * @param group name of a group to which they belong
 * @param servers the state of their servers
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

    /** The state of a user's servers. */
    public enum Servers {
        /** At least one that is wanted or not gone yet. */
        ACTIVE,
        /** At least one that is ready. */
        READY,
        /** None that is wanted or not gone yet. */
        INACTIVE
    }

    /** Filters by a part of the username. */
    public static UserFilter named(@Nullable String part) {
        return new UserFilter(part, null, null, null, null, null);
    }
}
