package dev.berth.hub.server;

import dev.berth.hub.server.WishRepository.Current;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Maintains the table of runs. Each statement belongs to the transaction that changes the server's row, so that a crash never leaves only
 * one of the two changes. A run that an older release began does not have a row here; in that case nothing is written.
 */
@Repository
public class RunLog {

    private final JdbcClient jdbc;

    RunLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next generation was requested. */
    void begin(Current server, String profile, String by) {
        jdbc.sql("""
                        insert into server_runs (server_id, generation, user_id, user_name, server_name, profile, wanted_by)
                        select id, ?, user_id, ?, name, left(?, 255), left(?, 255) from servers where id = ?
                        """)
                .params(server.generation() + 1, server.userName(), profile, by, server.id())
                .update();
    }

    public void ready(long serverId, long generation) {
        jdbc.sql("""
                        update server_runs set ready_at = coalesce(ready_at, now()) where server_id = ? and generation = ?
                        """).params(serverId, generation).update();
    }

    /** The end of a run was decided or observed. The first reason is kept. */
    public void ending(long serverId, long generation, String reason) {
        jdbc.sql("""
                        update server_runs set reason = coalesce(reason, ?), stop_wanted_at = coalesce(stop_wanted_at, now())
                        where server_id = ? and generation = ?
                        """).params(reason, serverId, generation).update();
    }

    /** The server is gone. A run that was considered gone too early, and is stopped again, ends when it really does. */
    public void ended(long serverId, long generation) {
        jdbc.sql("update server_runs set ended_at = now() where server_id = ? and generation = ?")
                .params(serverId, generation)
                .update();
    }
}
