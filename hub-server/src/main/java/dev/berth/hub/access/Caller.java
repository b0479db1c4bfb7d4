package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.User;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking, with what, and what they may do.
 *
 * @param user the active user
 * @param credential the session or token
 * @param scopes what they may do with this credential, everything implied included
 * @param groups who is in a group, asked once for each group in the life of this caller, which is that of a request
 */
public record Caller(User user, Credential credential, Scopes scopes, Membership groups) {

    public long userId() {
        return user.id();
    }

    public String name() {
        return user.name().value();
    }

    public boolean admin() {
        return user.admin();
    }

    /** For the audit log. */
    public Actor actor(@Nullable String address) {
        return Actor.user(user.id(), name(), credential.id(), address);
    }

    @Override
    public String toString() {
        return "Caller[" + name() + " by " + credential.id() + "]";
    }
}
