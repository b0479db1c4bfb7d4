package dev.berth.hub.bulk;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action on many items.
 *
 * @param action what is to be done
 * @param items names of users, or of servers as {@code user/server}; each once
 * @param group the group for {@link Action#ADD_TO_GROUP} and {@link Action#REMOVE_FROM_GROUP}, else null
 */
public record BulkWish(
        Action action, List<String> items, @Nullable String group) {

    /** Most items of one call: each of them may wait for proxies. */
    public static final int MAX_ITEMS = 200;

    /** What can be done to many at once. */
    public enum Action {
        STOP_SERVERS,
        DISABLE_USERS,
        ENABLE_USERS,
        ADD_TO_GROUP,
        REMOVE_FROM_GROUP;

        /** Whether a group belongs to it. */
        public boolean isAboutGroup() {
            return this == ADD_TO_GROUP || this == REMOVE_FROM_GROUP;
        }
    }

    public BulkWish {
        items = List.copyOf(new LinkedHashSet<>(items));
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw new IllegalArgumentException("Name 1 to " + MAX_ITEMS + " items; these are " + items.size());
        }
        if (action.isAboutGroup() != (group != null)) {
            throw new IllegalArgumentException(
                    action.isAboutGroup() ? "Name the group" : action + " has nothing to do with a group");
        }
    }
}
