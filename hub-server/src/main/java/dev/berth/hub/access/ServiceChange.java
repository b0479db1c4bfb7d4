package dev.berth.hub.access;

import java.util.Set;

/** The result of adding or removing a service. */
public sealed interface ServiceChange {

    record Done(Service service) implements ServiceChange {}

    /** There is a service with this name, or one with this client id. */
    record AlreadyExists() implements ServiceChange {}

    record NotFound() implements ServiceChange {}

    /** It is in the configuration, and can only be changed there. */
    record Declared() implements ServiceChange {}

    /**
     * A value is not allowed.
     *
     * @param problem one sentence
     */
    record Invalid(String problem) implements ServiceChange {}

    /** It would have more permissions than the caller. */
    record MissingScopes(Set<String> scopes) implements ServiceChange {
        public MissingScopes {
            scopes = Set.copyOf(scopes);
        }
    }
}
