package dev.berth.spi.route;

import java.time.Instant;

/**
 * A credential for a user's own host.
 *
 * @param credential the value for the session cookie on that host; it ends with the session it comes from
 * @param until when that is
 */
public record Entry(String credential, Instant until) {

    @Override
    public String toString() {
        return "Entry[hidden, until " + until + "]";
    }
}
