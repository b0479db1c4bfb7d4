package dev.berth.hub.database;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code postmaster.pid}: pid, data directory, start time, port, folder of the Unix socket, and so on, one per line.
 *
 * @param pid the postmaster's process id
 * @param started when it recorded its start
 * @param socketFolder the folder of its Unix socket; empty if not recorded yet, or if it only listens on a port
 * @param complete whether it has recorded where it listens
 */
record PostmasterFile(long pid, Instant started, String socketFolder, boolean complete) {

    /** The kernel's clock ticks, and the time between fork and the writing of the file; a reused pid is far outside of this. */
    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    static @Nullable PostmasterFile parse(List<String> lines) {
        try {
            // The last line is its status, which it writes once it listens.
            boolean complete = lines.size() > 7 && !lines.get(7).isBlank();
            return new PostmasterFile(
                    Long.parseLong(lines.get(0).strip()),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
                    complete ? lines.get(4).strip() : "",
                    complete);
        } catch (NumberFormatException | IndexOutOfBoundsException beingWritten) {
            return null;
        }
    }

    /** Whether a process with this pid exists and started when the file says; after a reboot the pid may belong to any process. */
    boolean alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .filter(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
                .isPresent();
    }
}
