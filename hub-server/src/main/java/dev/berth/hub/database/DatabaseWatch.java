package dev.berth.hub.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the database responds, by a probe each second on a separate connection. While it does not, everything that needs it fails
 * at once instead of waiting, and one log line says so, whoever would have noticed.
 */
public final class DatabaseWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A machine under load may take seconds for a login. A server that is down refuses at once. */
    private static final int PATIENCE_SECONDS = 5;

    private final DatabaseLogin login;
    private final QuietLog quiet = new QuietLog(this::away);
    private final Semaphore now = new Semaphore(0);
    private final Thread thread;
    private volatile @Nullable Outage outage;
    private @Nullable Connection connection;

    /** A period in which the database does not respond. */
    private record Outage(long sinceNanos, String problem) {}

    DatabaseWatch(DatabaseLogin login) {
        this.login = login;
        thread = Thread.ofPlatform().name("database-watch").daemon().unstarted(this::probeUntilInterrupted);
    }

    /** Starts probing. Until the first probe has failed, the database counts as present. */
    DatabaseWatch start() {
        quiet.install();
        thread.start();
        return this;
    }

    /** Whether the database is known not to respond. */
    public boolean away() {
        return outage != null;
    }

    /** Why it does not respond; empty if it does. */
    public Optional<String> problem() {
        return Optional.ofNullable(outage).map(Outage::problem);
    }

    /** Something failed as if the database were away: it is probed now. */
    public void suspect() {
        now.release();
    }

    /** Fails at once if the database is known not to respond. */
    void requirePresent() throws DatabaseAwayException {
        Outage known = outage;
        if (known != null) {
            throw new DatabaseAwayException(known.problem());
        }
    }

    private void probeUntilInterrupted() {
        try {
            while (true) {
                judge();
                if (now.tryAcquire(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    now.drainPermits();
                }
            }
        } catch (InterruptedException stopped) {
            disconnect();
        }
    }

    private void judge() {
        String problem = probe();
        // A separate connection can break for separate reasons.
        if (problem != null && outage == null) {
            problem = probe();
        }
        Outage before = outage;
        if (problem != null) {
            outage = new Outage(before == null ? System.nanoTime() : before.sinceNanos(), problem);
            if (before == null && !thread.isInterrupted()) {
                log.warn("The database does not respond. Requests get status 503 until it does: {}", problem);
            }
        } else if (before != null) {
            outage = null;
            Duration lasted = Duration.ofNanos(System.nanoTime() - before.sinceNanos());
            log.info("The database responds again, after {} s", lasted.toSeconds());
        }
    }

    /** Returns the problem, or null if the database responds. */
    private @Nullable String probe() {
        try {
            Connection open = connection;
            if (open == null) {
                open = login.connect(PATIENCE_SECONDS, "berth-watch");
                connection = open;
            }
            if (open.isValid(PATIENCE_SECONDS)) {
                return null;
            }
            disconnect();
            return "no response within " + PATIENCE_SECONDS + " s, or the connection was ended";
        } catch (SQLException failure) {
            disconnect();
            return String.valueOf(failure.getMessage());
        }
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException gone) {
                log.debug("The connection of the probe was already closed: {}", gone.getMessage());
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        quiet.remove();
    }
}
