package dev.berth.hub.administration;

import dev.berth.hub.user.UserName;

/** The outcome of an administrator's change to how somebody signs in. */
public sealed interface SignInChange {

    /** Changed. */
    record Done() implements SignInChange {}

    /**
     * A one-time link for choosing a password was created.
     *
     * @param path the path with the code in its fragment, which never appears on a server or in a log
     */
    record Invited(String path) implements SignInChange {}

    /** Nothing was changed. */
    sealed interface Rejected extends SignInChange {

        /** What is wrong and what to do, as an English sentence for API clients. */
        String reason();
    }

    /** The caller may change users, but how others sign in is for administrators only. */
    record AdministratorsOnly() implements Rejected {
        @Override
        public String reason() {
            return "Only administrators can change how other users sign in";
        }
    }

    /** What was to be removed is not there. */
    record NotFound(String reason) implements Rejected {}

    /** The identity cannot be linked to this user. */
    record NotLinked(String reason) implements Rejected {}

    /** The account that the link would be for cannot be created. */
    record NotCreated(String reason) implements Rejected {}

    /** A password for a closed account would be of no use. */
    record AccountDisabled(UserName name) implements Rejected {
        @Override
        public String reason() {
            return "The account of " + name + " is disabled";
        }
    }
}
