package dev.berth.hub.user;

import dev.berth.hub.user.UserFilter.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A filter as conditions on {@code users u}. Only what is asked for stands in the statement, so that an index can answer it. Of servers it
 * knows two columns, what is wanted and what was seen: a list of names in the place of that would grow with the installation.
 */
record UserConditions(List<String> conditions, Map<String, Object> values) {

    private static final String ACTIVE =
            "EXISTS (SELECT 1 FROM servers s WHERE s.user_id = u.id AND (s.wanted = 'RUNNING' OR s.seen <> 'GONE'))";
    private static final String READY =
            "EXISTS (SELECT 1 FROM servers s WHERE s.user_id = u.id AND s.wanted = 'RUNNING' AND s.seen = 'READY')";
    private static final String IN_GROUPS =
            "EXISTS (SELECT 1 FROM group_members m JOIN groups g ON g.id = m.group_id WHERE m.user_id = u.id AND g.name";

    static UserConditions of(UserQuery query) {
        UserConditions made = new UserConditions(new ArrayList<>(List.of("true")), new TreeMap<>());
        made.filter(query.filter());
        if (query.visible() instanceof VisibleUsers.Only only) {
            made.add(
                    "(u.name = ANY (CAST(:visibleNames AS text[])) OR " + IN_GROUPS
                            + " = ANY (CAST(:visibleGroups AS text[]))))",
                    "visibleNames",
                    only.names().toArray(String[]::new));
            made.values.put("visibleGroups", only.groups().toArray(String[]::new));
        }
        return made;
    }

    String where() {
        return " WHERE " + String.join(" AND ", conditions);
    }

    private void filter(UserFilter filter) {
        if (filter.nameContains() != null) {
            add("position(:part IN u.name) > 0", "part", UserName.normalised(filter.nameContains()));
        }
        if (filter.search() != null) {
            add(
                    "(position(:search IN u.name) > 0 OR position(:search IN lower(u.display)) > 0)",
                    "search",
                    UserName.normalised(filter.search()));
        }
        if (filter.active() != null) {
            add("u.state = :state", "state", filter.active() ? "ACTIVE" : "DISABLED");
        }
        if (filter.admin() != null) {
            add("u.admin = :admin", "admin", filter.admin());
        }
        if (filter.group() != null) {
            add(IN_GROUPS + " = :group)", "group", filter.group());
        }
        if (filter.servers() != null) {
            conditions.add(servers(filter.servers()));
        }
    }

    private static String servers(Servers servers) {
        return switch (servers) {
            case ACTIVE -> ACTIVE;
            case READY -> READY;
            case INACTIVE -> "NOT " + ACTIVE;
        };
    }

    private void add(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }
}
