package dev.berth.spi.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The places at which a test may kill or freeze this process: one before and one after each side effect of a server's life.
 *
 * <p>{@code BERTH_FAILPOINT=START_SPAWNED:kill} in the environment kills the process (SIGKILL) the first time it comes by; {@code
 * freeze} stops it (SIGSTOP) until somebody sends SIGCONT. {@code START_SPAWNED:kill:3} means the third time. {@code @/a/file} reads the
 * same from a file whenever the process comes by a failpoint, so that one that runs can be armed; without the file nothing is. Nothing
 * else turns a failpoint on, and without the variable {@link #here} is a comparison with null.
 */
public enum Failpoint {
    /** The wish to start is about to be committed. */
    START_WANTED_BEFORE,
    /** The wish is on record; nobody has looked at it yet. */
    START_WANTED_AFTER,
    /** A replica holds the lease; the spawner has not been called. */
    START_BEFORE_SPAWNER,
    /** Inside the spawner: everything is prepared, nothing is forked. */
    SPAWN_BEFORE_FORK,
    /** Inside the spawner: forked, and not a word of it written by the hub. */
    SPAWN_AFTER_FORK,
    /** The spawner has returned; its answer is not recorded. */
    START_SPAWNED,
    /** The answer is recorded; readiness is yet to be seen. */
    START_RECORDED,
    /** Seen ready; neither recorded nor routed. */
    READY_SEEN,
    /** Recorded as ready, with its route. */
    READY_RECORDED,
    STOP_WANTED_BEFORE,
    STOP_WANTED_AFTER,
    /** The route is withdrawn; the spawner has not been told to stop. */
    STOP_BEFORE_SPAWNER,
    /** Inside the spawner: about to send the first signal. */
    STOP_BEFORE_SIGNAL,
    /** Inside the spawner: the first signal is sent. */
    STOP_AFTER_SIGNAL,
    /** Seen gone; not recorded. */
    STOP_SEEN_GONE,
    /** Recorded as stopped. */
    STOP_RECORDED,
    /** Found idle, with the evidence in hand; nothing is on record. */
    CULL_BEFORE_DECISION,
    /** The decision to cull and its evidence are on record. */
    CULL_DECIDED,
    /** After a restart: the first look at servers that an earlier hub started. */
    ADOPT_BEFORE_LIST,
    /** Listed; the rows have not been compared. */
    ADOPT_LISTED,
    /** One server was recognised; its route is not published. */
    ADOPT_BEFORE_ROUTE,
    ADOPT_RECORDED;

    private static final @Nullable String SETTING = System.getenv("BERTH_FAILPOINT");
    private static final @Nullable Path FILE =
            SETTING != null && SETTING.startsWith("@") ? Path.of(SETTING.substring(1)) : null;
    private static final @Nullable Armed ARMED = FILE == null ? Armed.of(SETTING) : null;

    /** Passes, unless a test has armed this failpoint. */
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

        /** A real signal and not Runtime.halt: nothing of this JVM may run on, and SIGSTOP has no other way. */
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
