package dev.berth.hub.entry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an administrator was let into somebody's server.
 *
 * @param id grows with time
 * @param serverName the server's name; empty for the default one
 * @param visitor name of who was let in, as it was then
 * @param reason what they gave as their reason; text from outside
 * @param address where they asked from
 * @param enteredAt since when
 * @param until they could come in until then
 */
public record ServerEntry(
        long id,
        String serverName,
        String visitor,
        String reason,
        @Nullable String address,
        Instant enteredAt,
        Instant until) {}
