package dev.berth.hub.server.reconcile;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Observation.Phase;

/** What follows from what a step has learned. */
sealed interface Transition {

    /** Nothing was learned; look again later. */
    record Keep() implements Transition {}

    /** It is where it was. */
    record SeenAgain() implements Transition {}

    /** The spawner has accepted the start. */
    record Accepted() implements Transition {}

    /** On its way up, with something to tell the person who waits. */
    record Progress(Phase phase, String message) implements Transition {}

    /** It answers: routed from now on. */
    record Ready(Address address) implements Transition {}

    /** It is gone. If it was wanted, this is why it is not any more. */
    record Ended(Failure failure) implements Transition {}

    /** It is there but will not do: no longer wanted, and to be stopped. */
    record GiveUp(Failure failure) implements Transition {}
}
