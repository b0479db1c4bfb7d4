package dev.berth.spawner.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which servers somebody else has stopped, as far as this process has seen. A server that gets SIGTERM exits with status 0, as when its user
 * shuts it down; an engine that is restarted stops all containers that way, before it responds again.
 */
final class OutsideStops {

    private static final int REMEMBERED = 10_000;

    /** SIGTERM, as the status that a shell shows. */
    private static final int TERMINATED = 143;

    /** An engine that was killed stops its containers while it begins to respond. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Map<String, Boolean> signalled = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private volatile @Nullable Absence absence;
    private volatile boolean following;

    /** Null if the engine is followed, or never was. */
    private volatile @Nullable Instant absentSince;

    /** A time in which the engine did not respond. The hub is on its machine, so both have one clock. */
    private record Absence(Instant from, Instant to) {}

    /** The engine has sent SIGTERM to this container. */
    void signalled(String id) {
        signalled.put(id, true);
    }

    /** The engine does not respond, or its events are not followed for another reason. */
    void absent() {
        if (following) {
            absentSince = Instant.now();
            following = false;
        }
    }

    /** Its events are followed from now on. */
    void present() {
        Instant since = absentSince;
        if (since != null) {
            absence = new Absence(since, Instant.now());
            absentSince = null;
        }
        following = true;
    }

    /** Whether it is known why servers end. Just after an absence it is not, although the engine responds. */
    boolean areKnown() {
        return following;
    }

    /** Whether somebody else than Berth has ended this container, which no stop of Berth covers. */
    boolean include(Container container) {
        Absence last = absence;
        Instant finished = container.finished();
        return container.exitCode() == TERMINATED
                || signalled.containsKey(container.id())
                || (last != null
                        && finished != null
                        && finished.isAfter(last.from())
                        && finished.isBefore(last.to().plus(SETTLING)));
    }
}
