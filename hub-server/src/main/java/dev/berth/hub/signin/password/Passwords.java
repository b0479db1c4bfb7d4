package dev.berth.hub.signin.password;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignInProperties;
import dev.berth.hub.signin.Throttle;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Changes a password: every session of the user ends, and the current browser gets a new one. */
@Component
class Passwords {

    private final LocalAccounts accounts;
    private final PasswordRules rules;
    private final Throttle throttle;
    private final BrowserSessions sessions;
    private final Withdrawals withdrawals;
    private final AuditLog audit;

    Passwords(
            LocalAccounts accounts,
            PasswordRules rules,
            Throttle throttle,
            BrowserSessions sessions,
            Withdrawals withdrawals,
            AuditLog audit) {
        this.accounts = accounts;
        this.rules = rules;
        this.throttle = throttle;
        this.sessions = sessions;
        this.withdrawals = withdrawals;
        this.audit = audit;
    }

    /** The result of a change. */
    sealed interface PasswordChange {
        record Changed(IssuedSession session) implements PasswordChange {}

        record Wrong(String messageKey) implements PasswordChange {}

        record TooMany(Duration pause) implements PasswordChange {}
    }

    PasswordChange change(Caller caller, String current, String wanted, String repeated, Visitor visitor) {
        Throttle.Attempt attempt = throttle.attempt(caller.name(), visitor.address());
        if (attempt.pause().isPresent()) {
            return new PasswordChange.TooMany(attempt.pause().get());
        }
        if (!isPassword(caller, current, attempt)) {
            return new PasswordChange.Wrong("signin.password.current");
        }
        attempt.succeeded();
        Optional<String> problem = wanted.equals(current)
                ? Optional.of("signin.password.same")
                : rules.problem(caller.user().name(), wanted, repeated);
        return problem.isPresent()
                ? new PasswordChange.Wrong(problem.get())
                : set(caller, accounts.hash(wanted), visitor);
    }

    private boolean isPassword(Caller caller, String current, Throttle.Attempt attempt) {
        try {
            return accounts.isPassword(caller.user(), current);
        } catch (TooBusyException busy) {
            attempt.giveBack();
            throw busy;
        }
    }

    private PasswordChange set(Caller caller, String hash, Visitor visitor) {
        Actor actor = caller.actor(visitor.address());
        return withdrawals.<PasswordChange>inTransaction(withdraw -> {
            accounts.set(caller.user(), hash, false, actor);
            audit.record(AuditEvent.of(AuditAction.PASSWORD_CHANGED, actor, Target.user(caller.name())));
            sessions.endAll(withdraw, caller.user(), "password changed", actor);
            return new PasswordChange.Changed(sessions.open(caller.user(), SignInProperties.LOCAL, visitor));
        });
    }
}
