package dev.berth.hub.entry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of an administrator's access to somebody's server.
 *
 * @param id increases with time
 * @param serverName the server's name; empty for the default one
 * @param visitor the administrator's name at that time
 * @param reason the reason that they gave; untrusted text
 * @param address the address from which they requested it
 * @param enteredAt the beginning of the access
 * @param until the end of the access
 */
public record ServerEntry(
        long id,
        String serverName,
        String visitor,
        String reason,
        @Nullable String address,
        Instant enteredAt,
        Instant until) {}
