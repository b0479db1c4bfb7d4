package dev.berth.hub.signin.password;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.signin.Throttle;
import dev.berth.hub.signin.factor.SecondFactors;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives a user a one-time password at the request of the machine's operator: the way to regain access if no administrator can sign in. */
@Component
public class PasswordReset {

    private static final int MAX_NAMED = 20;

    private final UserDirectory directory;
    private final LocalAccounts accounts;
    private final Invitations invitations;
    private final BrowserSessions sessions;
    private final Throttle throttle;
    private final SecondFactors factors;
    private final Withdrawals withdrawals;
    private final AuditLog audit;

    PasswordReset(
            UserDirectory directory,
            LocalAccounts accounts,
            Invitations invitations,
            BrowserSessions sessions,
            Throttle throttle,
            SecondFactors factors,
            Withdrawals withdrawals,
            AuditLog audit) {
        this.directory = directory;
        this.accounts = accounts;
        this.invitations = invitations;
        this.sessions = sessions;
        this.throttle = throttle;
        this.factors = factors;
        this.withdrawals = withdrawals;
        this.audit = audit;
    }

    /** The result of a reset. */
    public sealed interface ResetResult {
        /** Known only to the caller; can be used for one sign-in, which requires choosing a new password. */
        record Done(String name, String password) implements ResetResult {}

        record NoSuchUser(List<String> administrators) implements ResetResult {}

        /** The account is disabled, so a password would not help. */
        record Closed(String name) implements ResetResult {}
    }

    /**
     * Sets a new one-time password, ends the user's sessions and open invitations, removes their second factor, and resets failed attempts;
     * returns when the proxies have applied it.
     *
     * @param operator the local account that requested it
     */
    public ResetResult reset(String name, String operator) {
        Optional<User> found = directory.byName(name);
        if (found.isEmpty()) {
            return new ResetResult.NoSuchUser(administrators());
        }
        User user = found.get();
        if (!user.active()) {
            return new ResetResult.Closed(user.name().value());
        }
        String password = CredentialHash.newValue().substring(0, 20);
        set(user, accounts.hash(password), operator);
        throttle.forget(user.name().value());
        return new ResetResult.Done(user.name().value(), password);
    }

    private void set(User user, String hash, String operator) {
        Actor actor = Actor.policy("operator");
        withdrawals.inTransaction(withdraw -> {
            accounts.set(user, hash, true, actor);
            invitations.withdrawOpen(user.name());
            factors.remove(user, actor);
            audit.record(new AuditEvent(
                    AuditAction.PASSWORD_RESET,
                    actor,
                    Target.user(user.name().value()),
                    Map.of("reason", "command line", "operator", operator)));
            sessions.endAll(withdraw, user, "password reset", actor);
            return true;
        });
    }

    /** Suggests some names: the operator might not know the name of the first administrator. */
    private List<String> administrators() {
        return directory.list(UserQuery.all(0, 1_000)).stream()
                .filter(user -> user.admin() && user.active())
                .map(user -> user.name().value())
                .limit(MAX_NAMED)
                .toList();
    }
}
