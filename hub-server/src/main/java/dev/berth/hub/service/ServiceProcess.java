package dev.berth.hub.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service that hubs start.
 *
 * @param service its name
 * @param wanted whether it should run
 * @param hub the hub that runs it, or ran it last
 * @param pid its process id on that hub's machine; 0 if it does not run
 * @param since when it came into this state
 * @param restarts how often it was started again after it had ended, since it was last stopped on purpose
 * @param ending how it ended last; null if it has not
 */
public record ServiceProcess(
        String service,
        boolean wanted,
        State state,
        @Nullable String hub,
        long pid,
        Instant since,
        int restarts,
        @Nullable ServiceEnding ending) {

    /** What a service is doing. */
    public enum State {
        RUNNING,
        /** It has ended, or could not be started, and will be started again. */
        WAITING,
        STOPPED
    }
}
