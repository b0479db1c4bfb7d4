package dev.berth.spawner.local;

import dev.berth.spi.fault.Failpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the processes of one generation: first sends SIGTERM to the server, then SIGKILL to all processes once the time in the stop file has
 * passed. Everyone who sees the stop file continues the work: this thread, a repeated stop, or any hub that observes the server.
 */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerFolder folder;
    private final long generation;
    private final Marker marker;
    private final Set<Long> asked = new HashSet<>();

    Ending(ServerFolder folder, long generation, Marker marker) {
        this.folder = folder;
        this.generation = generation;
        this.marker = marker;
    }

    /** Sends the first signal and continues in the background. */
    void begin() throws IOException {
        Failpoint.STOP_BEFORE_SIGNAL.here();
        step();
        Failpoint.STOP_AFTER_SIGNAL.here();
        Thread.ofVirtual().name("ending-" + marker.value()).start(this::carryOn);
    }

    /** Does what is due now. Any thread or hub can repeat it safely. */
    void step() throws IOException {
        Long forceAt = folder.forceAt(generation);
        if (forceAt == null || folder.has(generation, "exit")) {
            return;
        }
        boolean force = ProcessEntry.uptimeMillis() >= forceAt;
        List<ProcessEntry> processes = marker.processes();
        for (ProcessEntry process : force ? processes : Marker.roots(processes)) {
            if (force || asked.add(process.pid())) {
                signal(process, force);
            }
        }
    }

    /** The handle remembers the start time, so a later process with the same pid is not signaled; the marker is checked again. */
    private void signal(ProcessEntry process, boolean force) {
        ProcessHandle.of(process.pid())
                .filter(_ -> process.carries(Marker.VARIABLE + "=" + marker.value()))
                .ifPresent(handle -> {
                    if (force) {
                        handle.destroyForcibly();
                    } else {
                        handle.destroy();
                    }
                });
    }

    private void carryOn() {
        try {
            while (folder.exists() && !folder.has(generation, "exit")) {
                step();
                Thread.sleep(PAUSE);
            }
        } catch (IOException failure) {
            LOG.warn("Stopping {} continues at the next check: {}", marker.value(), failure.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
