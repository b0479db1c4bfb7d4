package dev.berth.hub.server;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When servers were last used. Times only move forward. */
@Repository
public class ServerActivity {

    private static final int LONGEST_ENDPOINT = 100;

    private final JdbcClient jdbc;

    ServerActivity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records a use of this generation that a proxy saw this long ago; a time in the future counts as now.
     *
     * @param endpoint what was used, for people who ask what keeps a server alive; cut off after {@value #LONGEST_ENDPOINT} characters
     */
    public void used(String path, long generation, Duration ago, @Nullable String endpoint) {
        jdbc.sql("""
                        update servers
                        set last_activity = greatest(last_activity, used_at),
                            last_endpoint = case when used_at >= last_activity then left(:endpoint, :longest) else last_endpoint end
                        from (select now() - greatest(:ago, 0) * interval '1 millisecond' as used_at) reported
                        where spec ->> 'path' = :path and generation = :generation and wanted = 'RUNNING'
                        """)
                .param("ago", ago.toMillis())
                .param("endpoint", endpoint)
                .param("longest", LONGEST_ENDPOINT)
                .param("path", path)
                .param("generation", generation)
                .update();
    }

    /** Records activity that the server itself reports; false if the user does not have such a server. */
    public boolean reported(long userId, String serverName, Instant at) {
        return jdbc.sql("""
                                update servers set last_activity = greatest(last_activity, least(?, now())), last_endpoint = null
                                where user_id = ? and name = ?
                                """).params(Timestamp.from(at), userId, serverName).update() == 1;
    }
}
