package dev.berth.spawner.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records since when a pod has had a problem, as observed by this process. Time in which the API server did not respond does not count.
 */
final class FirstSeen {

    /**
     * How long the cluster's own parts may report what was true before an outage of the API server: they reconnect with a back-off of up to
     * 30 s, and some of them one after the other.
     */
    static final Duration SETTLING = Duration.ofMinutes(2);

    private static final int REMEMBERED = 5_000;

    private final InstantSource clock;
    private final Map<String, Instant> since = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Instant settledAt = Instant.MIN;

    FirstSeen(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the problem has lasted this long; false on the first call. */
    synchronized boolean isOver(String uid, Duration most) {
        Instant now = clock.instant();
        Instant first = since.computeIfAbsent(uid, _ -> now);
        return !first.plus(most).isAfter(now);
    }

    /** The problem does not exist, or not any longer. */
    synchronized void forget(String uid) {
        since.remove(uid);
    }

    /** The API server did not respond. */
    synchronized void interrupt() {
        since.clear();
        settledAt = clock.instant().plus(SETTLING);
    }

    /** Whether the last outage is so long ago that all parts of the cluster have the current state. */
    synchronized boolean isSettled() {
        return !settledAt.isAfter(clock.instant());
    }
}
