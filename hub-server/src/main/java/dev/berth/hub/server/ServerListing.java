package dev.berth.hub.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A server as administrators see it in a list.
 *
 * @param server what everybody sees of it
 * @param node where it runs, as its spawner names it; null before a spawner has accepted it
 * @param ageSeconds since its start was wished for, by the database's clock
 * @param look what the last look at it found, when nobody had used it for that long; null when there was no reason to look
 */
public record ServerListing(
        ServerView server,
        @Nullable String node,
        long ageSeconds,
        @Nullable IdleCheck look) {

    /**
     * A look at a server that seemed to be idle.
     *
     * @param at when
     * @param inUse what spoke against stopping it, as a sentence
     * @param evidence JSON of what was seen
     */
    public record IdleCheck(Instant at, String inUse, String evidence) {}
}
