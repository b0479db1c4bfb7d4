package dev.berth.spi.spawn;

import java.util.Objects;

/** The result of {@link Spawner#start}. */
public sealed interface StartOutcome {

    /** The server is starting or was already started; {@link Spawner#observe} shows the progress. */
    record Accepted() implements StartOutcome {}

    /** The runtime has seen a newer generation or the end of this one: the caller's information is outdated, and nothing was done. */
    record Superseded() implements StartOutcome {}

    /** The request can never succeed. Nothing was started. */
    record Refused(Failure failure) implements StartOutcome {
        public Refused {
            Objects.requireNonNull(failure);
        }
    }
}
