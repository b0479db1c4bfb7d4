package dev.berth.hub.user;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which users to list.
 *
 * @param nameContains part of the name, or null
 * @param names only these names, or null for all: what a caller may see
 * @param except not these names
 * @param sort by what
 * @param descending the other way round
 * @param offset how many to leave out
 * @param limit how many at most
 */
public record UserQuery(
        @Nullable String nameContains,
        @Nullable Set<String> names,
        Set<String> except,
        Sort sort,
        boolean descending,
        int offset,
        int limit) {

    /** Columns to sort by. */
    public enum Sort {
        ID("id"),
        NAME("name"),
        LAST_SEEN("last_seen");

        private final String column;

        Sort(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    public UserQuery {
        names = names == null ? null : Set.copyOf(names);
        except = Set.copyOf(except);
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset " + offset + " and limit " + limit + " make no page");
        }
    }

    /** Everybody, by id. */
    public static UserQuery all(int offset, int limit) {
        return new UserQuery(null, null, Set.of(), Sort.ID, false, offset, limit);
    }
}
