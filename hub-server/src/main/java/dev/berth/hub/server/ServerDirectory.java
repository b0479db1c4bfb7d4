package dev.berth.hub.server;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Looks up servers. Read-only. */
@Repository
public class ServerDirectory {

    /** The columns of a {@link ServerView}, of {@code servers s} and {@code users u}. */
    static final String COLUMNS = """
            select s.id, s.user_id, u.name as user_name, s.name, coalesce(s.spec ->> 'path', '') as path,
                   s.wanted, s.seen, s.generation,
                   coalesce(s.spec #>> '{spec,profile}', '') as profile,
                   coalesce(s.spec #>> '{spec,options}', '{}') as options,
                   coalesce(s.spec #>> '{spec,given}', '{}') as given,
                   coalesce(s.spec #>> '{spec,displayName}', '') as display_name,
                   coalesce(s.spec #>> '{spec,landing}', '') as landing,
                   nullif(s.spec ->> 'hostLabel', '') as host_label,
                   s.display_name as own_name, s.prepared,
                   s.phase, s.message, s.requested_at, s.ready_at, s.ended_at, s.last_activity, s.last_endpoint,
                   s.stop_code, s.stop_detail, s.stop_by, s.stop_evidence::text as stop_evidence, s.restart_by,
                   coalesce(extract(epoch from (s.spec #>> '{spec,idleTimeout}')::interval), 0)::bigint as idle_seconds,
                   coalesce(extract(epoch from (s.spec #>> '{spec,maxAge}')::interval), 0)::bigint as max_age_seconds
            """;

    private static final String SELECT = COLUMNS + "from servers s join users u on u.id = s.user_id ";

    private final JdbcClient jdbc;
    private final ProgressLog progress;
    private final RowMapper<ServerView> views;

    ServerDirectory(JdbcClient jdbc, ProgressLog progress, JsonMapper json) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.views = new ServerViewMapper(json);
    }

    /** All servers of a user, the default one first. */
    public List<ServerView> ofUser(long userId) {
        return jdbc.sql(SELECT + " where s.user_id = ? order by s.name")
                .param(userId)
                .query(views)
                .list();
    }

    /** All servers of these users, in one query. */
    public List<ServerView> ofUsers(Collection<Long> userIds) {
        if (userIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + " where s.user_id in (:ids) order by s.user_id, s.name")
                .param("ids", userIds)
                .query(views)
                .list();
    }

    public Optional<ServerView> find(long userId, String name) {
        return jdbc.sql(SELECT + " where s.user_id = ? and s.name = ?")
                .params(userId, name)
                .query(views)
                .optional();
    }

    /** The ready server behind a route's path. */
    public Optional<ServerView> routed(String path) {
        return jdbc.sql(SELECT + " where s.spec ->> 'path' = ? and s.wanted = 'RUNNING' and s.seen = 'READY'")
                .param(path)
                .query(views)
                .optional();
    }

    /** Servers that were last started on this user's host. */
    public List<ServerView> onHost(String hostLabel) {
        return jdbc.sql(SELECT + " where s.spec ->> 'hostLabel' = ?")
                .param(hostLabel)
                .query(views)
                .list();
    }

    /** Servers that are wanted or not gone yet, for administrators; at most {@code limit}, the newest first. */
    public List<ServerView> active(int limit, int offset) {
        return jdbc.sql(
                        SELECT
                                + " where s.wanted = 'RUNNING' or s.seen <> 'GONE' order by s.requested_at desc, s.id limit ? offset ?")
                .params(limit, offset)
                .query(views)
                .list();
    }

    /** The lines of this start after the given one. */
    public List<ProgressLine> progress(long serverId, long generation, long afterSeq) {
        return progress.after(serverId, generation, afterSeq);
    }
}
