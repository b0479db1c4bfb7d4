package dev.berth.spawner.docker;

import dev.berth.spawner.base.OutputText;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.ReasonCode;
import java.util.Map;

/** Determines why a server ended. */
record Endings(StartFaults faults, ServerLog log, OutsideStops outside) {

    private static final int KILLED = 137;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    Failure of(Container container, Ledger.Start start) {
        if (start.stop()) {
            return Failure.of(ReasonCode.REQUESTED, "spawner.stopped");
        }
        if (container.failedToStart()) {
            return faults.atStart(OutputText.bounded(container.error()));
        }
        int code = container.exitCode();
        // "Out of memory" only says that it happened once; a process that Berth did not kill and that got SIGKILL ended
        // by it.
        if (container.outOfMemory() && code == KILLED) {
            return Failure.of(ReasonCode.OOM_KILLED, "docker.out-of-memory", memory(container.memory()));
        }
        if (outside.include(container)) {
            return Failure.of(ReasonCode.NODE_LOST, "docker.stopped-outside");
        }
        if (code == 0 && start.answered()) {
            return Failure.of(ReasonCode.EXITED, "spawner.exited");
        }
        String output = OutputText.output(OutputText.lastLines(log.end(container)));
        if (code == NOT_EXECUTABLE || code == NOT_FOUND) {
            return Failure.of(ReasonCode.NOT_EXECUTABLE, "spawner.not-executable", output);
        }
        return start.answered()
                ? Failure.of(ReasonCode.CRASHED, "spawner.crashed", OutputText.exit(code), output)
                : Failure.of(ReasonCode.EXITED_AT_START, "spawner.exited-at-start", OutputText.exit(code), output);
    }

    private static String memory(long bytes) {
        return new Limits(bytes, 0, Map.of()).inWords();
    }
}
