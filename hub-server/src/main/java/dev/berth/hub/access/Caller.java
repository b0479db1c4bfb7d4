package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.User;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, with which credential, and with which permissions.
 *
 * @param principal the active user, or the service
 * @param credential the session or token
 * @param scopes the scopes of this credential, including everything implied
 * @param groups the members of groups, queried once for each group during the lifetime of this caller, which is one request
 */
public record Caller(Principal principal, Credential credential, Scopes scopes, Membership groups) {

    /**
     * The person. Only people can open pages (see {@link AccessInterceptor}), so page handlers can call this.
     *
     * @throws IllegalStateException for a service
     */
    public User user() {
        return switch (principal) {
            case Principal.Person(User user) -> user;
            case Principal.Program(Service service) ->
                throw new IllegalStateException("A page was opened for the service " + service.name());
        };
    }

    /**
     * The person's number.
     *
     * @throws IllegalStateException for a service
     */
    public long userId() {
        return user().id();
    }

    /** Whether the caller is this user. */
    public boolean is(User other) {
        return principal instanceof Principal.Person(User user) && user.id() == other.id();
    }

    public boolean isService() {
        return principal instanceof Principal.Program;
    }

    /** Unique among users and services; a service's name can never be a username. */
    public String name() {
        return principal.name();
    }

    public boolean admin() {
        return principal.admin();
    }

    /** The actor for the audit log. */
    public Actor actor(@Nullable String address) {
        return switch (principal) {
            case Principal.Person(User user) -> Actor.user(user.id(), name(), credential.id(), address);
            case Principal.Program(Service service) -> Actor.service(service.name(), address);
        };
    }

    @Override
    public String toString() {
        return "Caller[" + name() + " by " + credential.id() + "]";
    }
}
