package dev.berth.spi.route;

import java.time.Instant;

/**
 * A credential for a user's own host name.
 *
 * @param credential the value of the session cookie on that host; it ends with the session from which it was derived
 * @param until when it expires
 */
public record Entry(String credential, Instant until) {

    @Override
    public String toString() {
        return "Entry[hidden, until " + until + "]";
    }
}
