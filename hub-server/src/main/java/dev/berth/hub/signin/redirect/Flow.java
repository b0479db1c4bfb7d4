package dev.berth.hub.signin.redirect;

import java.time.Instant;

/**
 * A sign-in that is under way at a provider.
 *
 * @param provider its id
 * @param state random; comes back in the address
 * @param kept what the provider needs again; secret
 * @param next where the person wanted to go
 * @param until when it is too late, in seconds since 1970
 */
record Flow(String provider, String state, String kept, String next, long until) {

    Instant end() {
        return Instant.ofEpochSecond(until);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "Flow[" + provider + "]";
    }
}
