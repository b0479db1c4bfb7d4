package dev.berth.hub.server;

import dev.berth.hub.user.VisibleUsers;
import org.jspecify.annotations.Nullable;

/**
 * Which active servers to list; whatever is null does not matter.
 *
 * @param state only in this state; {@link ServerState#STOPPED} asks for those that ran once and do not
 * @param profile only of this profile
 * @param userContains part of the user's name
 * @param node only where they run: a spawner's domain
 * @param visible of which users
 * @param sort by what
 * @param descending the other way round
 * @param offset how many to leave out
 * @param limit how many at most
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

    /** What to sort by. */
    public enum Sort {
        /** The one that was wished for first comes first. */
        AGE("s.requested_at"),
        /** The one that was not used for the longest time comes first. */
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
            throw new IllegalArgumentException("offset " + offset + " and limit " + limit + " make no page");
        }
    }
}
