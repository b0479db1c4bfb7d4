package dev.berth.hub.administration;

import dev.berth.hub.access.Elevation;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserName;
import java.util.List;

/** The outcome of an administrator's change to an account. */
public sealed interface UserChange {

    /**
     * Changed, or already as requested.
     *
     * @param user the account after the change; after a deletion, the account that was deleted
     */
    record Done(User user) implements UserChange {}

    /**
     * Made; all of the request, or none.
     *
     * @param users the new accounts, in the order of the request
     */
    record Made(List<User> users) implements UserChange {}

    /** Nothing was changed. */
    sealed interface Rejected extends UserChange {

        /** What is wrong and what to do, as an English sentence for API clients. */
        String reason();
    }

    /** The caller tried to disable or delete their own account. */
    record OwnAccount() implements Rejected {
        @Override
        public String reason() {
            return "You can't disable or delete your own account. Ask another administrator.";
        }
    }

    /** The account is an administrator's, or the change makes or unmakes one, and the caller is not an administrator. */
    record AdministratorsOnly() implements Rejected {
        @Override
        public String reason() {
            return "Only administrators can change administrators.";
        }
    }

    /** The requested name is not a valid username. */
    record InvalidName(String reason) implements Rejected {}

    /** All requested accounts exist already. */
    record AlreadyExist(List<String> names) implements Rejected {
        @Override
        public String reason() {
            return names.size() == 1
                    ? "User " + names.getFirst() + " already exists"
                    : "All " + names.size() + " users already exist";
        }
    }

    /** Another account has the requested name. */
    record NameTaken(UserName name) implements Rejected {
        @Override
        public String reason() {
            return "User " + name.value() + " already exists, username must be unique";
        }
    }

    /** The requested name has a role that exceeds the caller's own permissions. The attempt is in the audit log. */
    record Escalation(UserName name, Elevation.Above role) implements Rejected {
        @Override
        public String reason() {
            return "The username " + name.value() + " was not assigned. " + role.reason();
        }
    }

    /**
     * The account itself forbids the change, as that of the last administrator does.
     *
     * @param code stable code, such as {@code LAST_ADMIN} or {@code UID_PROHIBITED}
     */
    record Refused(String code, String reason) implements Rejected {}

    /** A server of this user is still active; the account was not renamed or deleted. */
    record ServersActive(String reason) implements Rejected {}
}
