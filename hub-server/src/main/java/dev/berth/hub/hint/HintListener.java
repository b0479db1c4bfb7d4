package dev.berth.hub.hint;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Listens on a separate connection, and opens another one when it breaks. */
@Component
class HintListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HintListener.class);
    private static final int WAIT_MILLIS = 500;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final Hints hints;
    private volatile @Nullable Thread thread;

    HintListener(DataSource dataSource, Hints hints) {
        this.dataSource = dataSource;
        this.hints = hints;
    }

    @Override
    public void start() {
        // Stored before it runs: the thread continues for as long as it is the stored one.
        Thread listening = Thread.ofPlatform().name("hints").daemon().unstarted(this::listenUntilStopped);
        thread = listening;
        listening.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Started before the subscribers, and stopped after them. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void listenUntilStopped() {
        while (thread == Thread.currentThread()) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException failure) {
                if (thread != Thread.currentThread()) {
                    // Stopped: the interrupt that ended the wait has closed the connection.
                    return;
                }
                log.warn("Hints between hubs are interrupted; polling continues: {}", failure.getMessage());
                pause();
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            for (String channel : Hints.CHANNELS) {
                statement.execute("listen " + channel);
            }
        }
        hints.deliverMissed();
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (thread == Thread.currentThread()) {
            PGNotification[] notifications = postgres.getNotifications(WAIT_MILLIS);
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    hints.deliver(notification.getName(), notification.getParameter());
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
