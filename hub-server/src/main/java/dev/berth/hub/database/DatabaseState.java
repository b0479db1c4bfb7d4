package dev.berth.hub.database;

import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the database is, as this hub sees it. */
@Component
public class DatabaseState {

    private final JdbcClient jdbc;
    private final boolean embedded;

    DatabaseState(JdbcClient jdbc, Database database) {
        this.jdbc = jdbc;
        this.embedded = database.embedded() != null;
    }

    /** What came of a probe. */
    public sealed interface Probe {

        /**
         * It answered.
         *
         * @param latency of one small question, a free connection included
         * @param version of PostgreSQL
         * @param bytes size of the hub's database on disk
         * @param connections that are open to it, by whomever
         * @param embedded whether the hub itself looks after it
         */
        record Answered(Duration latency, String version, long bytes, int connections, boolean embedded)
                implements Probe {}

        /** It did not. */
        record Silent(String problem) implements Probe {}
    }

    /** Looks now: two small questions. */
    public Probe probe() {
        try {
            long before = System.nanoTime();
            String version = jdbc.sql("SHOW server_version").query(String.class).single();
            Duration latency = Duration.ofNanos(System.nanoTime() - before);
            return jdbc.sql("""
                    SELECT pg_database_size(current_database()) AS bytes,
                           (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections""")
                    .query((row, number) -> new Probe.Answered(
                            latency, version, row.getLong("bytes"), row.getInt("connections"), embedded))
                    .single();
        } catch (DataAccessException failure) {
            return new Probe.Silent(
                    String.valueOf(failure.getMostSpecificCause().getMessage()));
        }
    }
}
