package dev.berth.kit;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserEvent;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.PasswordProvider;
import org.springframework.context.event.EventListener;

/**
 * Sign-in with the username as the password. A person is their name, as in JupyterHub: whoever has an account of that name gets it, also an
 * administrator, whom the hub's own rules would not link.
 */
final class KitPasswords implements PasswordProvider {

    static final String PROVIDER = "kit";
    static final Actor ACTOR = Actor.policy("test-kit");

    private final UserDirectory users;
    private final UserAccounts accounts;

    KitPasswords(UserDirectory users, UserAccounts accounts) {
        this.users = users;
        this.accounts = accounts;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public String label() {
        return "Test kit";
    }

    @Override
    public Outcome authenticate(String typed, String password) {
        String name = UserName.of(typed).map(UserName::value).orElse("");
        if (name.isEmpty() || !(password.equals(typed) || password.equals(name))) {
            return new Outcome.Refused("BAD_CREDENTIALS", "the password is not the username");
        }
        users.byName(name).ifPresent(this::recognize);
        return new Outcome.Vouched(KitIdentities.identity(name));
    }

    private void recognize(User user) {
        link(user);
        if (user.name().value().equals(Reset.ADMIN) && !user.admin()) {
            var _ = accounts.setAdmin(user.id(), true, ACTOR);
        }
    }

    private void link(User user) {
        String name = user.name().value();
        if (users.byIdentity(PROVIDER, name).isEmpty()) {
            accounts.link(user, PROVIDER, name, ACTOR);
        }
    }

    /** After a renaming, the old name is nobody's and can become another person's. */
    @EventListener
    void renamed(UserEvent.Renamed event) {
        accounts.unlink(event.user(), PROVIDER, event.from().value(), ACTOR);
    }
}
