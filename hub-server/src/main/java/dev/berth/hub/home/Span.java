package dev.berth.hub.home;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A length of time as shown on a page.
 *
 * @param key of the message with the units
 * @param amount in the first unit
 * @param minutes in addition to hours
 */
record Span(String key, long amount, int minutes) {

    /** Null for no time, which means no limit. */
    static @Nullable Span of(Duration time) {
        if (time.isZero()) {
            return null;
        }
        if (time.toMinutes() == 0) {
            return new Span("span.seconds", time.toSeconds(), 0);
        }
        int minutes = time.toMinutesPart();
        return time.toHours() == 0
                ? new Span("span.minutes", minutes, 0)
                : new Span(minutes == 0 ? "span.hours" : "span.hoursMinutes", time.toHours(), minutes);
    }
}
