package dev.berth.hub.server;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Run;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a run of a server, as opposed to what was decided about it ({@link ServerEvent}). Published inside the transaction that
 * records the observation. Before a run is {@link Gone} it is {@link Allocated}, unless it never had any resources. Both can be published
 * again for the same run: a server that was recorded as gone and still exists is stopped again.
 */
public sealed interface RunEvent {

    Subject subject();

    Run run();

    /**
     * Resources are allocated to the run.
     *
     * @param noticed when the hub noticed that, for a runtime that does not know; null for now
     */
    record Allocated(Subject subject, Run run, @Nullable Instant noticed) implements RunEvent {}

    /**
     * The run has ended, and its resources are free.
     *
     * @param lastSeen when the hub last saw it, for a runtime that does not know the end
     * @param decided when its end was decided, if it was after that
     */
    record Gone(
            Subject subject,
            Run run,
            @Nullable Instant lastSeen,
            @Nullable Instant decided) implements RunEvent {}

    /** Whose run it is, and what it may use. */
    record Subject(
            long serverId,
            long generation,
            long userId,
            String userName,
            String serverName,
            String profile,
            Limits limits) {

        static Subject of(ServerRow row) {
            ServerRow.Launch launch = row.requiredLaunch();
            return new Subject(
                    row.id(),
                    row.generation(),
                    row.userId(),
                    row.userName(),
                    row.name(),
                    launch.spec().profile(),
                    launch.spec().limits());
        }
    }

    /** The run of a claimed row. */
    static Allocated allocated(ServerRow row, Run run, @Nullable Instant noticed) {
        return new Allocated(Subject.of(row), run, noticed);
    }

    /** The end of the run of a claimed row. */
    static Gone gone(ServerRow row, Run run) {
        Instant seen = row.times().seen();
        Instant decided = row.times().stopWanted();
        boolean isLater = decided != null && (seen == null || decided.isAfter(seen));
        return new Gone(Subject.of(row), run, seen, isLater ? decided : null);
    }
}
