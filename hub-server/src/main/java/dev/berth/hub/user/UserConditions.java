package dev.berth.hub.user;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A filter as conditions on {@code users u}. Only what is asked for stands in the statement, so that an index can answer it.
 */
record UserConditions(List<String> conditions, Map<String, Object> values) {

    private static final String IN_GROUPS =
            "EXISTS (SELECT 1 FROM group_members m JOIN groups g ON g.id = m.group_id WHERE m.user_id = u.id AND g.name";

    static UserConditions of(UserQuery query, ObjectProvider<ServerConditions> servers) {
        UserConditions made = new UserConditions(new ArrayList<>(List.of("true")), new TreeMap<>());
        made.filter(query.filter());
        if (query.filter().servers() != null) {
            made.conditions.add(servers.getObject().of(query.filter().servers()));
        }
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
    }

    private void add(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
    }
}
