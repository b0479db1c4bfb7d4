package dev.berth.hub.server;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When servers were last used. Times only move forward. */
@Repository
public class ServerActivity {

    private final JdbcClient jdbc;

    ServerActivity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Records a use of this generation that a proxy saw this long ago; a time in the future counts as now. */
    public void used(String path, long generation, Duration ago) {
        jdbc.sql("""
                        update servers
                        set last_activity = greatest(last_activity, now() - greatest(?, 0) * interval '1 millisecond')
                        where spec ->> 'path' = ? and generation = ? and wanted = 'RUNNING'
                        """).params(ago.toMillis(), path, generation).update();
    }

    /** Records activity that the server itself reports; false if the user does not have such a server. */
    public boolean reported(long userId, String serverName, Instant at) {
        return jdbc.sql("""
                                update servers set last_activity = greatest(last_activity, least(?, now()))
                                where user_id = ? and name = ?
                                """).params(Timestamp.from(at), userId, serverName).update() == 1;
    }
}
