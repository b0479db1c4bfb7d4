package dev.berth.hub.administration;

import dev.berth.hub.access.Elevation;
import java.util.List;

/** The outcome of an administrator's change to groups. */
public sealed interface GroupChange {

    /**
     * Changed, or already as requested.
     *
     * @param groups names of the groups, in the order of the request; of a creation, those that were made
     */
    record Done(List<String> groups) implements GroupChange {}

    /** Nothing was changed. */
    sealed interface Rejected extends GroupChange {

        /** What is wrong and what to do, as an English sentence for API clients. */
        String reason();
    }

    /** The requested name is not a valid group name. */
    record InvalidName(String reason) implements Rejected {}

    /** All requested groups exist already. */
    record AlreadyExist(List<String> names) implements Rejected {
        @Override
        public String reason() {
            return names.size() == 1
                    ? "Group " + names.getFirst() + " already exists"
                    : "All " + names.size() + " groups already exist";
        }
    }

    /** A group with this name does not exist. */
    record NotFound(String name) implements Rejected {
        @Override
        public String reason() {
            return "Group not found";
        }
    }

    /** A user to be added does not exist. */
    record NoSuchUser(String name) implements Rejected {
        private static final int SHOWN = 60;

        @Override
        public String reason() {
            return "No such user: " + (name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name);
        }
    }

    /** Members of the group get a role that exceeds the caller's own permissions. The attempt is in the audit log. */
    record Escalation(String group, Elevation.Above role) implements Rejected {
        @Override
        public String reason() {
            return "No member was added to group " + group + ". " + role.reason();
        }
    }
}
