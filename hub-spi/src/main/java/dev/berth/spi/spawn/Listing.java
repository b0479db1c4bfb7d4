package dev.berth.spi.spawn;

import java.util.Map;
import java.util.Objects;

/**
 * A complete list of the servers a runtime holds, the newest generation of each.
 *
 * @param servers what is known of each from the listing itself; an {@link Observation.Unknown} where only a direct look would tell
 */
public record Listing(Map<ServerRef, Observation> servers) {

    public Listing {
        Objects.requireNonNull(servers);
        servers = Map.copyOf(servers);
    }
}
