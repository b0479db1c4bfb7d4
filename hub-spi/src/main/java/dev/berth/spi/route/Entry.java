package dev.berth.spi.route;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A credential for a user's own host name.
 *
 * @param credential the value of the session cookie on that host; it ends with the session from which it was derived
 * @param until when it expires
 * @param leftMillis how much was left when this was sent; null from a hub of an earlier release
 */
public record Entry(
        String credential, Instant until, @Nullable Long leftMillis) {

    /** As a hub sends it now, by the clock that has set its end. */
    public static Entry sent(String credential, Instant until, Instant now) {
        return new Entry(credential, until, Lifetime.left(until, now));
    }

    /** How much is left for who has received it now. */
    public Duration left(Instant now) {
        return Duration.between(now, Lifetime.until(until, leftMillis, now));
    }

    @Override
    public String toString() {
        return "Entry[hidden, until " + until + "]";
    }
}
