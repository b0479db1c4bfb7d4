package dev.berth.spi.route;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Permission for a credential to use a route until a given time.
 *
 * @param credential SHA-256 of the credential's value, in lower-case hex; the value itself is only in the requests of the browser or
 *     program
 * @param path path of the route, as in {@link Route#path}
 * @param until not later than the end of the session or token, by the clock of whoever holds this
 * @param leftMillis how much was left when this was sent; null while it is not on its way
 */
public record Grant(
        String credential,
        String path,
        Instant until,
        @Nullable Long leftMillis) {

    /** A grant that is not on its way. */
    public Grant(String credential, String path, Instant until) {
        this(credential, path, until, null);
    }

    /** As it is sent now, by the clock that has set its end. */
    public Grant sent(Instant now) {
        return new Grant(credential, path, until, Lifetime.left(until, now));
    }

    /** As it is kept by who has received it now, by their own clock. */
    public Grant received(Instant now) {
        return new Grant(credential, path, Lifetime.until(until, leftMillis, now));
    }
}
