package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.User;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, with what, and what they may do.
 *
 * @param principal the active user, or the service
 * @param credential the session or token
 * @param scopes what they may do with this credential, everything implied included
 * @param groups who is in a group, asked once for each group in the life of this caller, which is that of a request
 */
public record Caller(Principal principal, Credential credential, Scopes scopes, Membership groups) {

    /**
     * The person. Pages are for persons alone (see {@link AccessInterceptor}), so they may ask.
     *
     * @throws IllegalStateException for a service
     */
    public User user() {
        return switch (principal) {
            case Principal.Person(User user) -> user;
            case Principal.Program(Service service) ->
                throw new IllegalStateException("A page was opened to the service " + service.name());
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

    /** Unique among users and services; a service's is no user's. */
    public String name() {
        return principal.name();
    }

    public boolean admin() {
        return principal.admin();
    }

    /** For the audit log. */
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
