package dev.berth.spi.spawn;

import java.util.Map;
import java.util.Objects;

/**
 * A complete list of the servers in a runtime, with the newest generation of each.
 *
 * @param servers the state of each as far as the listing shows it; {@link Observation.Unknown} if only a direct query would show it
 */
public record Listing(Map<ServerRef, Observation> servers) {

    public Listing {
        Objects.requireNonNull(servers);
        servers = Map.copyOf(servers);
    }
}
