package dev.berth.hub.database;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the postmaster, and starts it again when it has ended. Each hub that uses it does so; the first one to get the start lock starts
 * it, the others find it running.
 */
final class PostmasterKeeper implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostmasterKeeper.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Restart restart;
    private final Thread thread;
    private final AtomicLong restarts = new AtomicLong();
    private volatile @Nullable String problem;

    /** Starts the postmaster if it is not running, and returns its process id. */
    interface Restart {
        long run() throws IOException;
    }

    PostmasterKeeper(long pid, Restart restart) {
        this.restart = restart;
        thread = Thread.ofPlatform().name("postgres-keeper").daemon().start(() -> watch(pid));
    }

    /** How often it had to be started again. */
    long restarts() {
        return restarts.get();
    }

    /** Why it is not running at the moment; null if it is, or if that has not been noticed. */
    @Nullable String problem() {
        return problem;
    }

    private void watch(long first) {
        // A handle also knows when its process started, so that a reused pid does not count as running.
        Optional<ProcessHandle> postmaster = ProcessHandle.of(first);
        try {
            while (true) {
                if (postmaster.filter(ProcessHandle::isAlive).isPresent()) {
                    Thread.sleep(INTERVAL);
                } else {
                    log.warn("PostgreSQL has ended unexpectedly; it is started again");
                    postmaster = ProcessHandle.of(startAgain());
                    restarts.incrementAndGet();
                }
            }
        } catch (InterruptedException stopped) {
            log.debug("The hub no longer uses PostgreSQL");
        }
    }

    private long startAgain() throws InterruptedException {
        problem = "PostgreSQL has ended and is being started again";
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                long pid = restart.run();
                problem = null;
                return pid;
            } catch (IOException | DatabaseStartException failure) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the hub is stopping");
                }
                report(String.valueOf(failure.getMessage()));
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** One line for each reason: a full disk can stay full for days. */
    private void report(String reason) {
        if (!reason.equals(problem)) {
            log.error("PostgreSQL cannot be started again; the hub keeps trying: {}", reason);
        }
        problem = reason;
    }

    /** Returns when no start is in progress any longer. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
