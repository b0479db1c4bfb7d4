package dev.berth.hub.server;

import dev.berth.hub.user.VisibleUsers;
import org.jspecify.annotations.Nullable;

/**
 * Which active servers to list; null means any.
 *
 * @param state only in this state; {@link ServerState#STOPPED} means those that ran at least once and are not running
 * @param profile only with this profile
 * @param userContains part of the username
 * @param node only on this node: a spawner's domain
 * @param visible only of these users
 * @param sort the sort key
 * @param descending whether to sort in descending order
 * @param offset how many to skip
 * @param limit the maximum number
 */
public record ServerQuery(
        @Nullable ServerState state,
        @Nullable String profile,
        @Nullable String userContains,
        @Nullable String node,
        VisibleUsers visible,
        Sort sort,
        boolean descending,
        int offset,
        int limit) {

    /** The sort key. */
    public enum Sort {
        /** The earliest request first. */
        AGE("s.requested_at"),
        /** The longest idle first. */
        LAST_ACTIVITY("s.last_activity"),
        USER("u.name");

        private final String column;

        Sort(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    public ServerQuery {
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset " + offset + " and limit " + limit + " are not a valid page");
        }
    }
}
