package dev.berth.spi.spawn;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One generation of one server in an {@link InMemoryWorld}, whose lock guards it. */
final class InMemoryServer {

    final ServerRef ref;

    @Nullable StartRequest request;

    Observation.@Nullable Address address;
    Instant readyAt = Instant.MAX;

    @Nullable Failure failure;

    /** When it was launched, and when it exited; a request to stop ends it at {@link #killAt}. */
    @Nullable Instant startedAt;

    @Nullable Instant exitedAt;

    String product = "";
    int sharers = 1;

    boolean stopped;
    boolean lost;
    Instant killAt = Instant.MAX;

    InMemoryServer(ServerRef ref) {
        this.ref = ref;
    }

    void stop(Instant end) {
        stopped = true;
        if (end.isBefore(killAt)) {
            killAt = end;
        }
    }

    boolean runs(Instant now) {
        return request != null && !lost && failure == null && now.isBefore(killAt);
    }

    Observation look(Instant now) {
        if (request == null || lost) {
            return new Observation.Absent();
        }
        if (failure != null) {
            return new Observation.Exited(failure, run(exitedAt));
        }
        if (!now.isBefore(killAt)) {
            return new Observation.Exited(new Failure(ReasonCode.REQUESTED, "Stopped on request"), run(killAt));
        }
        if (stopped) {
            return new Observation.Stopping(run(null));
        }
        if (address == null || now.isBefore(readyAt)) {
            return new Observation.Starting(Observation.Phase.STARTING, "Starting in memory", run(null));
        }
        return new Observation.Ready(address, run(null));
    }

    private Run run(@Nullable Instant ended) {
        return new Run(startedAt, ended, "memory", product, sharers);
    }
}
