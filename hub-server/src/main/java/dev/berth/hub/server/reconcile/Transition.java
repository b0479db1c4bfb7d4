package dev.berth.hub.server.reconcile;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Observation.Phase;

/** The consequence of what a step has observed. */
sealed interface Transition {

    /** Nothing was learned; check again later. */
    record Keep() implements Transition {}

    /** The state is unchanged. */
    record SeenAgain() implements Transition {}

    /** The spawner has accepted the start. */
    record Accepted() implements Transition {}

    /** It is starting, with a message for the person who waits. */
    record Progress(Phase phase, String message) implements Transition {}

    /** It is ready: routed from now on. */
    record Ready(Address address) implements Transition {}

    /** It is gone. If it was wanted, this is the reason that it no longer is. */
    record Ended(Failure failure) implements Transition {}

    /** It exists but cannot become ready: no longer wanted, and must be stopped. */
    record GiveUp(Failure failure) implements Transition {}
}
