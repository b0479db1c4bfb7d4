package dev.berth.hub.overview;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The health of the installation.
 *
 * @param at the time of the check
 * @param parts its components
 */
public record HubHealth(Instant at, List<PartHealth> parts) {

    public HubHealth {
        parts = List.copyOf(parts);
    }

    /** The state of the worst component. */
    public PartHealth.State state() {
        return parts.stream()
                .map(PartHealth::state)
                .max(Comparator.naturalOrder())
                .orElse(PartHealth.State.OK);
    }
}
