package dev.berth.hub.server;

import dev.berth.hub.server.ServerListing.IdleCheck;
import dev.berth.hub.user.UserName;
import dev.berth.hub.user.VisibleUsers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Pages of servers over all users, for administrators: two statements for a page, however many there are. Read-only. */
@Repository
public class ServerLists {

    private static final String MORE = """
            , s.domain as node, extract(epoch from now() - s.requested_at)::bigint as age_seconds,
            l.looked_at, l.in_use, l.evidence::text as look_evidence
            """;
    private static final String FROM = """
            from servers s join users u on u.id = s.user_id
            left join culling_looks l on l.server_id = s.id and l.generation = s.generation
            """;

    private final JdbcClient jdbc;
    private final RowMapper<ServerView> views;

    ServerLists(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.views = new ServerViewMapper(json);
    }

    /** One page. */
    public List<ServerListing> page(ServerQuery query) {
        Map<String, Object> values = new TreeMap<>();
        String where = where(query, values);
        values.put("offset", query.offset());
        values.put("limit", query.limit());
        String direction = query.descending() ? " desc nulls last" : " nulls first";
        String order =
                " order by " + query.sort().column() + direction + ", s.id" + (query.descending() ? " desc" : "");
        return jdbc.sql(ServerDirectory.COLUMNS + MORE + FROM + where + order + " offset :offset limit :limit")
                .params(values)
                .query(this::listing)
                .list();
    }

    /** The number of servers on all pages of the query. */
    public long count(ServerQuery query) {
        Map<String, Object> values = new TreeMap<>();
        String where = where(query, values);
        return jdbc.sql("select count(*) from servers s join users u on u.id = s.user_id " + where)
                .params(values)
                .query(Long.class)
                .single();
    }

    /** The result of the last activity check of a server; empty if this run was never checked. */
    public Optional<IdleCheck> lastLook(long serverId) {
        return jdbc.sql("""
                        select l.looked_at, l.in_use, l.evidence::text as look_evidence
                        from culling_looks l join servers s on s.id = l.server_id and s.generation = l.generation where s.id = ?
                        """).param(serverId).query((row, number) -> look(row)).optional();
    }

    private static String where(ServerQuery query, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>(List.of(state(query)));
        if (query.profile() != null) {
            conditions.add("s.spec #>> '{spec,profile}' = :profile");
            values.put("profile", query.profile());
        }
        if (query.userContains() != null) {
            conditions.add("position(:user in u.name) > 0");
            values.put("user", UserName.normalised(query.userContains()));
        }
        if (query.node() != null) {
            conditions.add("s.domain = :node");
            values.put("node", query.node());
        }
        if (query.visible() instanceof VisibleUsers.Only only) {
            conditions.add("""
                    (u.name = any (cast(:names as text[])) or exists (
                        select 1 from group_members m join groups g on g.id = m.group_id
                        where m.user_id = u.id and g.name = any (cast(:groups as text[]))))""");
            values.put("names", only.names().toArray(String[]::new));
            values.put("groups", only.groups().toArray(String[]::new));
        }
        return "where " + String.join(" and ", conditions);
    }

    private static String state(ServerQuery query) {
        if (query.state() == null) {
            return "(s.wanted = 'RUNNING' or s.seen <> 'GONE')";
        }
        return switch (query.state()) {
            case READY -> "s.wanted = 'RUNNING' and s.seen = 'READY'";
            case PENDING_START -> "s.wanted = 'RUNNING' and s.seen <> 'READY'";
            case PENDING_STOP -> "s.wanted = 'STOPPED' and s.seen <> 'GONE'";
            case STOPPED -> "s.wanted = 'STOPPED' and s.seen = 'GONE' and s.generation > 0";
        };
    }

    private ServerListing listing(ResultSet row, int number) throws SQLException {
        return new ServerListing(
                Objects.requireNonNull(views.mapRow(row, number)),
                row.getString("node"),
                row.getLong("age_seconds"),
                row.getTimestamp("looked_at") == null ? null : look(row));
    }

    private static IdleCheck look(ResultSet row) throws SQLException {
        return new IdleCheck(
                row.getTimestamp("looked_at").toInstant(), row.getString("in_use"), row.getString("look_evidence"));
    }
}
