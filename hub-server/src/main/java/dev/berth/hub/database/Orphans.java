package dev.berth.hub.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's processes whose postmaster was killed. They end by themselves when they notice, which one in the middle of a long query does
 * late. As long as one exists, PostgreSQL refuses to start. They are recognized by their program and their working
 * directory, the data directory.
 */
final class Orphans {

    private static final Logger log = LoggerFactory.getLogger(Orphans.class);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Path data;

    Orphans(Path data) throws IOException {
        this.data = data.toRealPath();
    }

    /** Waits for their end, then asks for it, then enforces it: without a postmaster, nothing that they do is committed later. */
    void end() throws IOException {
        if (awaitNone()) {
            return;
        }
        List<ProcessHandle> asked = all();
        log.info("Ending {} processes of a PostgreSQL whose main process was killed", asked.size());
        asked.forEach(ProcessHandle::destroy);
        if (!awaitNone()) {
            all().forEach(ProcessHandle::destroyForcibly);
            if (!awaitNone()) {
                throw new IOException("processes of an earlier PostgreSQL do not end: "
                        + all().stream().map(ProcessHandle::pid).toList());
            }
        }
    }

    private boolean awaitNone() throws IOException {
        CompletableFuture<Void> ends = CompletableFuture.allOf(
                all().stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            ends.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException still) {
            return false;
        } catch (ExecutionException failure) {
            throw new IOException("the end of PostgreSQL's processes cannot be awaited", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL's processes ended", interrupted);
        }
    }

    private List<ProcessHandle> all() {
        return ProcessHandle.allProcesses()
                .filter(process -> data.equals(link(process, "cwd"))
                        && link(process, "exe").endsWith("bin/postgres"))
                .toList();
    }

    private static Path link(ProcessHandle process, String name) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), name));
        } catch (IOException | SecurityException unreadable) {
            // A kernel thread, another account's process, or one that has just ended.
            return Path.of("");
        }
    }
}
