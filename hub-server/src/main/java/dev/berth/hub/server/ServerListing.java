package dev.berth.hub.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server as shown to administrators in a list.
 *
 * @param server the information that everybody sees
 * @param node where it runs, as named by its spawner; null before a spawner has accepted it
 * @param ageSeconds the time since its start was requested, by the database's clock
 * @param look the result of the last activity check, if the server was idle for long enough; null if a check was not necessary
 */
public record ServerListing(
        ServerView server,
        @Nullable String node,
        long ageSeconds,
        @Nullable IdleCheck look) {

    /**
     * An activity check of a server that seemed to be idle.
     *
     * @param at the time of the check
     * @param inUse why it was not stopped, as a sentence
     * @param evidence JSON of what was observed
     */
    public record IdleCheck(Instant at, String inUse, String evidence) {}
}
