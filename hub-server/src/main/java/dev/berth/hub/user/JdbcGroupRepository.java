package dev.berth.hub.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcGroupRepository {

    private static final String SELECT = """
            SELECT g.id, g.name, g.properties::text AS properties,
                   array(SELECT u.name FROM group_members m JOIN users u ON u.id = m.user_id
                         WHERE m.group_id = g.id ORDER BY u.name) AS members
            FROM groups g
            """;

    private final JdbcClient jdbc;

    JdbcGroupRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Group> byName(String name) {
        return jdbc.sql(SELECT + "WHERE g.name = :name")
                .param("name", name)
                .query(JdbcGroupRepository::group)
                .optional();
    }

    Optional<Long> id(String name) {
        return jdbc.sql("SELECT id FROM groups WHERE name = :name")
                .param("name", name)
                .query(Long.class)
                .optional();
    }

    List<Group> page(@Nullable Set<String> names, int offset, int limit) {
        return visible(SELECT, names, " ORDER BY g.name OFFSET :offset LIMIT :limit")
                .param("offset", offset)
                .param("limit", limit)
                .query(JdbcGroupRepository::group)
                .list();
    }

    long count(@Nullable Set<String> names) {
        return visible("SELECT count(*) FROM groups g ", names, "")
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec visible(String select, @Nullable Set<String> names, String end) {
        return jdbc.sql(select + "WHERE (CAST(:names AS text[]) IS NULL OR g.name = ANY (CAST(:names AS text[])))"
                        + end)
                .param("names", names == null ? null : names.toArray(String[]::new));
    }

    List<Group> all() {
        return jdbc.sql(SELECT + "ORDER BY g.name")
                .query(JdbcGroupRepository::group)
                .list();
    }

    Map<Long, List<String>> of(Collection<Long> userIds) {
        Map<Long, List<String>> groups = new TreeMap<>();
        userIds.forEach(id -> groups.put(id, List.of()));
        jdbc.sql("""
                SELECT m.user_id, array_agg(g.name ORDER BY g.name) AS names FROM group_members m JOIN groups g ON g.id = m.group_id
                WHERE m.user_id = ANY (CAST(:ids AS bigint[])) GROUP BY m.user_id""").param("ids", userIds.toArray(Long[]::new)).query(row -> {
            groups.put(row.getLong("user_id"), List.of((String[])
                    row.getArray("names").getArray()));
        });
        return groups;
    }

    boolean insert(String name) {
        return jdbc.sql("INSERT INTO groups (name) VALUES (:name) ON CONFLICT DO NOTHING")
                        .param("name", name)
                        .update()
                == 1;
    }

    boolean delete(String name) {
        return jdbc.sql("DELETE FROM groups WHERE name = :name")
                        .param("name", name)
                        .update()
                == 1;
    }

    void setProperties(String name, String json) {
        jdbc.sql("UPDATE groups SET properties = CAST(:json AS jsonb) WHERE name = :name")
                .param("json", json)
                .param("name", name)
                .update();
    }

    /** Returns the names of those that were not members before. */
    Set<String> add(long group, Set<String> names) {
        return changed("""
                WITH n AS (INSERT INTO group_members (group_id, user_id)
                    SELECT :group, id FROM users WHERE name = ANY (CAST(:names AS text[])) ON CONFLICT DO NOTHING RETURNING user_id)
                SELECT u.name FROM n JOIN users u ON u.id = n.user_id""", group, names);
    }

    /** Returns the names of those that were members before. */
    Set<String> remove(long group, Set<String> names) {
        return changed("""
                WITH n AS (DELETE FROM group_members m USING users u
                    WHERE m.group_id = :group AND u.id = m.user_id AND u.name = ANY (CAST(:names AS text[])) RETURNING u.name)
                SELECT name FROM n""", group, names);
    }

    private Set<String> changed(String sql, long group, Set<String> names) {
        return new TreeSet<>(jdbc.sql(sql)
                .param("group", group)
                .param("names", names.toArray(String[]::new))
                .query((row, number) -> row.getString(1))
                .list());
    }

    private static Group group(ResultSet row, int number) throws SQLException {
        String[] members = (String[]) row.getArray("members").getArray();
        return new Group(row.getLong("id"), row.getString("name"), row.getString("properties"), List.of(members));
    }
}
