package dev.berth.hub.overview;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How the installation is.
 *
 * @param at when it was looked
 * @param parts each of its parts
 */
public record HubHealth(Instant at, List<PartHealth> parts) {

    public HubHealth {
        parts = List.copyOf(parts);
    }

    /** As the worst of its parts. */
    public PartHealth.State state() {
        return parts.stream()
                .map(PartHealth::state)
                .max(Comparator.naturalOrder())
                .orElse(PartHealth.State.OK);
    }
}
