package dev.berth.spi.route;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long something is valid, between processes whose clocks can differ by hours. The sender adds how much is left when it sends; the
 * receiver counts from when it receives. The time of the end is sent as well, for receivers of an earlier release.
 */
final class Lifetime {

    private Lifetime() {}

    /** What is left at {@code now}, by the clock that has set {@code until}. */
    static long left(Instant until, Instant now) {
        return Duration.between(now, until).toMillis();
    }

    /** When it ends by the receiver's clock. A sender of an earlier release does not send what is left. */
    static Instant until(Instant sent, @Nullable Long leftMillis, Instant received) {
        return leftMillis == null ? sent : received.plusMillis(leftMillis);
    }
}
