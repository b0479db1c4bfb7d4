package dev.berth.hub.bulk;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One action on many items.
 *
 * @param action the action
 * @param items usernames, or servers as {@code user/server}; each once
 * @param group the group for {@link Action#ADD_TO_GROUP} and {@link Action#REMOVE_FROM_GROUP}, otherwise null
 */
public record BulkWish(
        Action action, List<String> items, @Nullable String group) {

    /** The maximum number of items in one call: each of them may wait for proxies. */
    public static final int MAX_ITEMS = 200;

    /** The available actions. */
    public enum Action {
        STOP_SERVERS,
        DISABLE_USERS,
        ENABLE_USERS,
        ADD_TO_GROUP,
        REMOVE_FROM_GROUP;

        /** Whether the action needs a group. */
        public boolean isAboutGroup() {
            return this == ADD_TO_GROUP || this == REMOVE_FROM_GROUP;
        }
    }

    public BulkWish {
        items = List.copyOf(new LinkedHashSet<>(items));
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            throw new IllegalArgumentException("Use 1 to " + MAX_ITEMS + " items. There are " + items.size());
        }
        if (action.isAboutGroup() != (group != null)) {
            throw new IllegalArgumentException(
                    action.isAboutGroup() ? "A group is required" : action + " does not use a group");
        }
    }
}
