package dev.berth.hub.user;

/**
 * Which users to list.
 *
 * @param filter which are meant
 * @param visible which of them may be seen
 * @param sort by what
 * @param descending the other way round
 * @param offset how many to leave out
 * @param limit how many at most
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
            throw new IllegalArgumentException("offset " + offset + " and limit " + limit + " make no page");
        }
    }

    /** Everybody, by id. */
    public static UserQuery all(int offset, int limit) {
        return new UserQuery(UserFilter.NONE, new VisibleUsers.Everybody(), Sort.ID, false, offset, limit);
    }
}
