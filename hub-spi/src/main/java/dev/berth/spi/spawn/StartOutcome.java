package dev.berth.spi.spawn;

import java.util.Objects;

/** What became of a call to {@link Spawner#start}. */
public sealed interface StartOutcome {

    /** The start is under way, or was before; {@link Spawner#observe} tells how it goes. */
    record Accepted() implements StartOutcome {}

    /** The runtime has seen a newer generation, or the end of this one: the caller's view is old, and nothing was done. */
    record Superseded() implements StartOutcome {}

    /** It can never succeed as asked. Nothing was started. */
    record Refused(Failure failure) implements StartOutcome {
        public Refused {
            Objects.requireNonNull(failure);
        }
    }
}
