package dev.berth.hub.user;

import java.util.Set;

/** The users whose rows somebody can see. */
public sealed interface VisibleUsers {

    /** No limit. */
    record Everybody() implements VisibleUsers {}

    /**
     * Only these users, and the members of these groups; possibly none.
     *
     * @param names usernames
     * @param groups groups whose current members are visible
     */
    record Only(Set<String> names, Set<String> groups) implements VisibleUsers {
        public Only {
            names = Set.copyOf(names);
            groups = Set.copyOf(groups);
        }
    }
}
