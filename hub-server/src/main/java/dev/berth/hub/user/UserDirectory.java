package dev.berth.hub.user;

import dev.berth.spi.spawn.Owner;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Looks users up. */
@Component
public class UserDirectory {

    private final JdbcUserRepository users;

    UserDirectory(JdbcUserRepository users) {
        this.users = users;
    }

    public Optional<User> byId(long id) {
        return users.byId(id);
    }

    /** Which of these names users have. */
    public Set<UserName> existing(Collection<UserName> names) {
        return users.existing(names);
    }

    public Optional<User> byName(UserName name) {
        return users.byName(name);
    }

    /** Finds a user by a name as typed or sent; it is normalized first. */
    public Optional<User> byName(String raw) {
        return UserName.of(raw).flatMap(users::byName);
    }

    /** The user to whom a provider's identity is linked. */
    public Optional<User> byIdentity(String provider, String subject) {
        return users.byIdentity(provider, subject);
    }

    public List<User> list(UserQuery query) {
        return users.list(query);
    }

    /** The number of users on all pages of the query. */
    public long count(UserQuery query) {
        return users.count(query);
    }

    /** The identities that are linked to a user, the oldest first. */
    public List<UserIdentity> identities(long userId) {
        return users.identities(userId);
    }

    /** The origin of an existing user's UID. */
    public UidOrigin uidOrigin(long userId) {
        return users.uidOrigin(userId);
    }

    /** A user who exists, as a spawner knows them. */
    public Owner owner(User user) {
        Owner.Account account = uidOrigin(user.id()) == UidOrigin.MACHINE ? Owner.Account.MACHINE : Owner.Account.HUB;
        return new Owner(user.name().value(), user.uid(), user.gid(), List.of(), account);
    }

    /** Whether there are any users yet. */
    public boolean anyUser() {
        return users.anyUser();
    }
}
