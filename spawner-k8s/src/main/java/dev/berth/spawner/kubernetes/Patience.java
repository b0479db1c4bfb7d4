package dev.berth.spawner.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Records since when a pod has had a problem, as observed by this process. */
final class Patience {

    private static final int REMEMBERED = 5_000;

    private final InstantSource clock;
    private final Map<String, Instant> since = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    Patience(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the problem has lasted this long; false on the first call. */
    synchronized boolean isOver(String uid, Duration most) {
        Instant now = clock.instant();
        Instant first = since.computeIfAbsent(uid, _ -> now);
        return !first.plus(most).isAfter(now);
    }
}
