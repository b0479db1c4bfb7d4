package dev.berth.hub.user;

/**
 * Which users to list.
 *
 * @param filter the filter
 * @param visible the users that the caller can see
 * @param sort the sort key
 * @param descending whether to sort in descending order
 * @param offset how many to skip
 * @param limit the maximum number
 */
public record UserQuery(UserFilter filter, VisibleUsers visible, Sort sort, boolean descending, int offset, int limit) {

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
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset " + offset + " and limit " + limit + " are not a valid page");
        }
    }

    /** All users, by id. */
    public static UserQuery all(int offset, int limit) {
        return new UserQuery(UserFilter.NONE, new VisibleUsers.Everybody(), Sort.ID, false, offset, limit);
    }
}
