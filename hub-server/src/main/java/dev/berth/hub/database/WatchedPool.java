package dev.berth.hub.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/** The connections of the hub. Waits for a free one, but not for a database that is known not to respond. */
final class WatchedPool extends HikariDataSource {

    /** The pool's own limit: after each such period, the watch is asked again. */
    static final Duration STEP = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DatabaseWatch watch;

    WatchedPool(HikariConfig config, DatabaseWatch watch) {
        super(config);
        this.watch = watch;
    }

    @Override
    public Connection getConnection() throws SQLException {
        long begun = System.nanoTime();
        while (true) {
            watch.requirePresent();
            try {
                return super.getConnection();
            } catch (SQLTransientConnectionException noneFree) {
                watch.suspect();
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw noneFree;
                }
            }
        }
    }
}
