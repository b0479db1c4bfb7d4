package dev.berth.hub.database;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The state of the database as seen by this hub. */
@Component
public class DatabaseState {

    private final JdbcClient jdbc;
    private final @Nullable EmbeddedPostgres embedded;

    DatabaseState(JdbcClient jdbc, Database database) {
        this.jdbc = jdbc;
        this.embedded = database.embedded();
    }

    /** The result of a probe. */
    public sealed interface Probe {

        /**
         * The database responded.
         *
         * @param latency of one small query, including the wait for a connection
         * @param version of PostgreSQL
         * @param bytes size of the hub's database on disk
         * @param connections open connections of all clients
         * @param embedded whether the hub itself manages it
         */
        record Answered(Duration latency, String version, long bytes, int connections, boolean embedded)
                implements Probe {}

        /** The database did not respond. */
        record Silent(String problem) implements Probe {}
    }

    /** How often this hub saw the embedded PostgreSQL end and start again; 0 for an external one. */
    public long restarts() {
        return embedded == null ? 0 : embedded.restarts();
    }

    /** Checks now, with two small queries. */
    public Probe probe() {
        try {
            long before = System.nanoTime();
            String version = jdbc.sql("SHOW server_version").query(String.class).single();
            Duration latency = Duration.ofNanos(System.nanoTime() - before);
            return jdbc.sql("""
                    SELECT pg_database_size(current_database()) AS bytes,
                           (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()) AS connections""")
                    .query((row, number) -> new Probe.Answered(
                            latency, version, row.getLong("bytes"), row.getInt("connections"), embedded != null))
                    .single();
        } catch (DataAccessException failure) {
            return new Probe.Silent(
                    String.valueOf(failure.getMostSpecificCause().getMessage()));
        }
    }
}
