package dev.berth.hub.server;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Observation.Phase;

/** What follows from what a step has learned. */
sealed interface Verdict {

    /** Nothing was learned; look again later. */
    record Keep() implements Verdict {}

    /** It is where it was. */
    record SeenAgain() implements Verdict {}

    /** The spawner has accepted the start. */
    record Accepted() implements Verdict {}

    /** On its way up, with something to tell the person who waits. */
    record Progress(Phase phase, String message) implements Verdict {}

    /** It answers: routed from now on. */
    record Ready(Address address) implements Verdict {}

    /** It is gone. If it was wanted, this is why it is not any more. */
    record Ended(Failure failure) implements Verdict {}

    /** It is there but will not do: no longer wanted, and to be stopped. */
    record GiveUp(Failure failure) implements Verdict {}
}
