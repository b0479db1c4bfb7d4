package dev.berth.hub.signin.redirect;

import java.time.Instant;

/**
 * A sign-in in progress at a provider.
 *
 * @param provider the provider's id
 * @param state a random value that is sent back in the URL
 * @param kept data that the provider needs again; secret
 * @param next the page that the person wanted to open
 * @param until when it expires, in seconds since 1970
 */
record Flow(String provider, String state, String kept, String next, long until) {

    Instant end() {
        return Instant.ofEpochSecond(until);
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "Flow[" + provider + "]";
    }
}
