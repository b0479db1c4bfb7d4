package dev.berth.proxy.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Whether the tables can still be trusted: a hub is connected, or was recently enough. */
public final class HubLink {

    private final InstantSource clock;
    private volatile boolean connected;
    private volatile Instant lastContact = Instant.EPOCH;

    public HubLink(InstantSource clock) {
        this.clock = clock;
    }

    /** A page was applied completely. */
    void contact() {
        lastContact = clock.instant();
        connected = true;
    }

    /** No hub responds. */
    void lost() {
        connected = false;
    }

    /** Restores the last contact of an earlier run. A clock that was set back must not extend the grace period. */
    void restore(Instant earlier) {
        Instant now = clock.instant();
        lastContact = earlier.isAfter(now) ? now : earlier;
    }

    public Instant lastContact() {
        return lastContact;
    }

    public boolean connected() {
        return connected;
    }

    /** Whether grants are still honored. */
    public boolean believable(long graceSeconds) {
        return connected || clock.instant().isBefore(lastContact.plus(Duration.ofSeconds(graceSeconds)));
    }
}
