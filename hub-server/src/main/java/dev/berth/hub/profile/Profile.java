package dev.berth.hub.profile;

import java.util.List;
import java.util.Set;

/**
 * What a server may be started with.
 *
 * @param groups who may use it; everybody if empty
 */
public record Profile(String name, String displayName, String description, Set<String> groups, ServerSpec spec) {

    public Profile {
        groups = Set.copyOf(groups);
    }

    /** Whether a member of these groups may use it. */
    public boolean isOfferedTo(List<String> memberOf) {
        return groups.isEmpty() || memberOf.stream().anyMatch(groups::contains);
    }
}
