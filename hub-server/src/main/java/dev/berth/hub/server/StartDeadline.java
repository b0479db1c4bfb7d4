package dev.berth.hub.server;

import java.time.Duration;

/**
 * When a start times out. The database's clock says how much time is left; from then on this machine's monotonic clock counts, so that the
 * clocks of several machines need not agree.
 */
public final class StartDeadline {

    private final long nanoTime;

    private StartDeadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A deadline that is this far away; a negative time means that it has passed. */
    public static StartDeadline in(Duration left) {
        return new StartDeadline(System.nanoTime() + left.toNanos());
    }

    /** The time that is left now; negative if the deadline has passed. */
    public Duration left() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    public boolean isOver() {
        return left().isNegative();
    }
}
