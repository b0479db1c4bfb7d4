package dev.berth.spi.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The points at which a test can kill or freeze this process: one before and one after each side effect in the life cycle of a server.
 *
 * <p>{@code BERTH_FAILPOINT=START_SPAWNED:kill} in the environment kills the process (SIGKILL) the first time it reaches that point;
 * {@code freeze} stops it (SIGSTOP) until it receives SIGCONT. {@code START_SPAWNED:kill:3} means the third time. With {@code @/a/file},
 * the process reads the setting from that file each time it reaches a failpoint, so that a test can arm a running process; if the file does
 * not exist, no failpoint is armed. Nothing else can arm a failpoint, and without the variable {@link #here} is a comparison with null.
 */
public enum Failpoint {
    /** The request to start is about to be committed. */
    START_WANTED_BEFORE,
    /** The request is committed; no replica has picked it up yet. */
    START_WANTED_AFTER,
    /** A replica holds the lease; the spawner has not been called. */
    START_BEFORE_SPAWNER,
    /** Inside the spawner: everything is prepared, but the process is not forked yet. */
    SPAWN_BEFORE_FORK,
    /** Inside the spawner: the process is forked, but the hub has not recorded it. */
    SPAWN_AFTER_FORK,
    /** The spawner has returned; its result is not recorded. */
    START_SPAWNED,
    /** The result is recorded; the server is not known to be ready yet. */
    START_RECORDED,
    /** The server was observed to be ready; this is neither recorded nor routed. */
    READY_SEEN,
    /** The server is recorded as ready, with its route. */
    READY_RECORDED,
    STOP_WANTED_BEFORE,
    STOP_WANTED_AFTER,
    /** The route is withdrawn; the spawner has not been asked to stop the server. */
    STOP_BEFORE_SPAWNER,
    /** Inside the spawner: about to send the first signal. */
    STOP_BEFORE_SIGNAL,
    /** Inside the spawner: the first signal is sent. */
    STOP_AFTER_SIGNAL,
    /** The server was observed to be gone; this is not recorded. */
    STOP_SEEN_GONE,
    /** The server is recorded as stopped. */
    STOP_RECORDED,
    /** The server was found to be idle; neither this nor the evidence is recorded. */
    CULL_BEFORE_DECISION,
    /** The decision to cull and its evidence are recorded. */
    CULL_DECIDED,
    /** After a restart: before the first listing of servers that an earlier hub process started. */
    ADOPT_BEFORE_LIST,
    /** The servers are listed, but not yet compared with the rows in the database. */
    ADOPT_LISTED,
    /** One server was adopted; its route is not published yet. */
    ADOPT_BEFORE_ROUTE,
    ADOPT_RECORDED;

    private static final @Nullable String SETTING = System.getenv("BERTH_FAILPOINT");
    private static final @Nullable Path FILE =
            SETTING != null && SETTING.startsWith("@") ? Path.of(SETTING.substring(1)) : null;
    private static final @Nullable Armed ARMED = FILE == null ? Armed.of(SETTING) : null;

    /** Does nothing unless a test has armed this failpoint. */
    public void here() {
        Armed armed = FILE == null ? ARMED : Armed.of(read(FILE));
        if (armed != null && armed.point == this && armed.remaining.decrementAndGet() == 0) {
            armed.act();
        }
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException nothingArmed) {
            return null;
        } catch (IOException failure) {
            throw new UncheckedIOException("BERTH_FAILPOINT names " + file + ", which cannot be read", failure);
        }
    }

    private record Armed(Failpoint point, String signal, AtomicInteger remaining) {

        static @Nullable Armed of(@Nullable String text) {
            if (text == null || text.isEmpty()) {
                return null;
            }
            String[] parts = text.split(":", -1);
            String signal = parts.length > 1 && parts[1].equals("freeze") ? "STOP" : "KILL";
            int times = parts.length > 2 ? Integer.parseInt(parts[2]) : 1;
            return new Armed(Failpoint.valueOf(parts[0]), signal, new AtomicInteger(times));
        }

        /** Sends a real signal, not Runtime.halt: no thread of this JVM may continue, and SIGSTOP has no Java equivalent. */
        void act() {
            try {
                String pid = Long.toString(ProcessHandle.current().pid());
                new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
            } catch (IOException failure) {
                throw new IllegalStateException("Failpoint " + point + " could not send SIG" + signal, failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
