package dev.berth.hub.user;

import java.util.Set;

/** Whose rows somebody may see. */
public sealed interface VisibleUsers {

    /** No limit. */
    record Everybody() implements VisibleUsers {}

    /**
     * Only these users, and those in these groups; possibly nobody.
     *
     * @param names of users
     * @param groups of groups whose members are meant, as they are when the question is asked
     */
    record Only(Set<String> names, Set<String> groups) implements VisibleUsers {
        public Only {
            names = Set.copyOf(names);
            groups = Set.copyOf(groups);
        }
    }
}
