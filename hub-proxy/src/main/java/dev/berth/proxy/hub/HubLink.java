package dev.berth.proxy.hub;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Whether what the tables say may still be believed: a hub speaks to us, or did so recently enough. */
public final class HubLink {

    private final InstantSource clock;
    private volatile boolean connected;
    private volatile Instant lastContact = Instant.EPOCH;

    public HubLink(InstantSource clock) {
        this.clock = clock;
    }

    /** A page was taken in whole. */
    void contact() {
        lastContact = clock.instant();
        connected = true;
    }

    /** No hub answers. */
    void lost() {
        connected = false;
    }

    /** What an earlier run knew. A clock that was turned back must not lengthen the grace. */
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

    /** Whether grants are still honoured. */
    public boolean believable(long graceSeconds) {
        return connected || clock.instant().isBefore(lastContact.plus(Duration.ofSeconds(graceSeconds)));
    }
}
