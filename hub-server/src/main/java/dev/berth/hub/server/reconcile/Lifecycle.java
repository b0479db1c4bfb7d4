package dev.berth.hub.server.reconcile;

import dev.berth.hub.server.Seen;
import dev.berth.hub.server.Wanted;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.text.Texts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state diagram of this package as functions: from a row and an observation to the consequence. No clock, no database, no spawner.
 */
final class Lifecycle {

    private Lifecycle() {}

    static Task task(Wanted wanted, Seen seen, boolean accepted) {
        return switch (wanted) {
            case RUNNING -> accepted ? Task.LOOK : Task.START;
            case STOPPED -> seen == Seen.GONE ? Task.NOTHING : Task.STOP;
        };
    }

    static Transition afterStart(StartOutcome outcome) {
        return switch (outcome) {
            case StartOutcome.Accepted ignored -> new Transition.Accepted();
            case StartOutcome.Refused refused -> new Transition.Ended(refused.failure());
            // The runtime knows that this generation was ended, by a replica whose result did not reach the row.
            case StartOutcome.Superseded ignored ->
                new Transition.Ended(Failure.of(ReasonCode.LOST, "server.superseded"));
        };
    }

    /**
     * For a server that is wanted and whose start was accepted.
     *
     * @param exceeded the start timeout, if the start has taken longer
     */
    static Transition afterLook(
            Seen seen, @Nullable Address known, @Nullable Duration exceeded, boolean missing, Observation observed) {
        return switch (observed) {
            case Observation.Unknown ignored -> new Transition.Keep();
            case Observation.Stopping ignored -> new Transition.Keep();
            case Observation.Exited exited -> new Transition.Ended(exited.failure());
            case Observation.Absent ignored -> absent(missing);
            case Observation.Ready ready ->
                seen == Seen.READY && ready.address().equals(known)
                        ? new Transition.SeenAgain()
                        : new Transition.Ready(ready.address());
            case Observation.Starting starting -> starting(seen, exceeded, starting);
        };
    }

    /** For a server that must stop, after the spawner was asked to stop it. */
    static Transition afterStop(Observation observed) {
        return switch (observed) {
            case Observation.Exited exited -> new Transition.Ended(exited.failure());
            case Observation.Absent ignored -> new Transition.Ended(Failure.of(ReasonCode.REQUESTED, "server.stopped"));
            case Observation.Unknown ignored -> new Transition.Keep();
            case Observation.Starting ignored -> new Transition.Keep();
            case Observation.Ready ignored -> new Transition.Keep();
            case Observation.Stopping ignored -> new Transition.Keep();
        };
    }

    private static Transition absent(boolean missing) {
        return missing
                ? new Transition.Ended(Failure.of(ReasonCode.LOST, "server.disappeared"))
                : new Transition.Keep();
    }

    private static Transition starting(Seen seen, @Nullable Duration exceeded, Observation.Starting starting) {
        if (seen == Seen.READY) {
            // It responded earlier: one failed observation is not a reason to remove its route.
            return new Transition.Keep();
        }
        return exceeded != null
                ? new Transition.GiveUp(
                        Failure.of(ReasonCode.START_TIMEOUT, "server.late", exceeded.toSeconds(), lastStep(starting)))
                : new Transition.Progress(starting.phase(), starting.message());
    }

    private static String lastStep(Observation.Starting starting) {
        return switch (starting.phase()) {
            case QUEUED -> Texts.of("part.step.queued", starting.message());
            case PREPARING_HOME -> Texts.of("part.step.home", starting.message());
            case IMAGE -> Texts.of("part.step.image", starting.message());
            case STARTING -> Texts.of("part.step.starting", starting.message());
            case ANSWERING -> Texts.of("part.step.answering");
        };
    }
}
