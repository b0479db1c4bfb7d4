package dev.berth.spi.identity;

import java.util.Objects;
import java.util.Set;

/**
 * The groups that a provider reports for a person: all of them, or the reason why they are not known. A list with gaps is never passed on
 * as a shorter one, because a rule may block the members of a group, and a membership that is missing from the list would be removed.
 */
public sealed interface GroupList {

    /** Every group that the provider has; an empty set means that the person is in none. */
    record Whole(Set<String> names) implements GroupList {
        public Whole {
            names = Set.copyOf(names);
        }
    }

    /**
     * The list could not be read, or not completely. It decides nothing.
     *
     * @param why for administrators: what is missing and what to do about it
     */
    record Incomplete(String why) implements GroupList {
        public Incomplete {
            Objects.requireNonNull(why);
        }

        @Override
        public Set<String> names() {
            throw new IllegalStateException("The groups are not known: " + why);
        }
    }

    /**
     * The names of all groups.
     *
     * @throws IllegalStateException if the list is incomplete
     */
    Set<String> names();
}
