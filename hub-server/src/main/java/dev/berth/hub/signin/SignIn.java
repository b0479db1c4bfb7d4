package dev.berth.hub.signin;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.signin.Admission.Verdict;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.PosixClaim;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.ExternalIdentity;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** From what a provider asserted to a session: identity, rules, user, UID, session and audit event in one transaction. */
@Component
public class SignIn {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private final UserDirectory directory;
    private final UserAccounts accounts;
    private final BrowserSessions sessions;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Admission admission;
    private final SecondFactors factors;
    private final InstantSource clock;

    SignIn(
            UserDirectory directory,
            UserAccounts accounts,
            BrowserSessions sessions,
            AuditLog audit,
            TransactionTemplate transactions,
            Admission admission,
            SecondFactors factors,
            InstantSource clock) {
        this.directory = directory;
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
        this.admission = admission;
        this.factors = factors;
        this.clock = clock;
    }

    /** Lets a person in whom a provider vouches for, if the rules do. A second factor is the provider's own matter. */
    public SignInOutcome admit(ExternalIdentity identity, Visitor visitor) {
        return switch (admit(new Attempt(identity, visitor, false))) {
            case ByPassword.Done(SignInOutcome outcome) -> outcome;
            case ByPassword.Code _ -> throw new IllegalStateException("a code was asked for without a password");
        };
    }

    /** The same for somebody whose password was right: a second factor may be asked for. */
    ByPassword admitByPassword(ExternalIdentity identity, Visitor visitor) {
        return admit(new Attempt(identity, visitor, true));
    }

    /** Whether the rules of its provider let this identity in, as far as rules say. */
    public boolean allows(ExternalIdentity identity) {
        return admission.judge(identity) instanceof Verdict.Allowed;
    }

    /** What a right password leads to. */
    sealed interface ByPassword {
        record Done(SignInOutcome outcome) implements ByPassword {}

        record Code(CodeWanted wanted) implements ByPassword {}
    }

    private record Attempt(ExternalIdentity identity, Visitor visitor, boolean byPassword) {}

    private ByPassword admit(Attempt attempt) {
        ExternalIdentity identity = attempt.identity();
        Verdict verdict = admission.verdict(identity, attempt.visitor().address());
        // Before the session, so that nobody enters with a rank they have lost; by itself, because it waits for the
        // proxies.
        if (verdict instanceof Verdict.Allowed allowed) {
            directory
                    .byIdentity(identity.provider(), identity.subject())
                    .filter(User::active)
                    .ifPresent(user -> rank(user, allowed.admin()));
        }
        Decided decided = transactions.execute(transaction -> {
            Decided now = decide(attempt, verdict);
            if (now instanceof No) {
                transaction.setRollbackOnly();
            }
            return now;
        });
        return switch (decided) {
            case Yes(ByPassword entry) -> entry;
            case No(String code, String why) -> {
                refused(identity.provider(), identity.name(), identity.subject(), code, why, attempt.visitor());
                yield new ByPassword.Done(new SignInOutcome.Refused(code));
            }
        };
    }

    /** Where rules say who is an administrator, they say it at each sign-in; the last one stays, so that nobody is shut out for good. */
    private void rank(User user, @Nullable Boolean admin) {
        if (admin != null && admin != user.admin()) {
            accounts.setAdmin(user.id(), admin, Actor.policy("sign-in"));
        }
    }

    /** What is decided, with the reason that only administrators see. */
    private sealed interface Decided permits Yes, No {}

    private record Yes(ByPassword entry) implements Decided {}

    private record No(String code, String why) implements Decided {}

    /**
     * Records that somebody was turned away.
     *
     * @param claimedName what they claimed to be called
     * @param code stable code
     * @param why which rule or answer decided; for administrators, in the log and the audit log only
     */
    void refused(String provider, String claimedName, String code, String why, Visitor visitor) {
        refused(provider, claimedName, "", code, why, visitor);
    }

    /** The subject is told, too, where the provider vouched for it: an administrator links by it. */
    private void refused(
            String provider, String claimedName, String subject, String code, String why, Visitor visitor) {
        String name = claimedName.length() > UserName.MAX_LENGTH
                ? claimedName.substring(0, UserName.MAX_LENGTH)
                : claimedName;
        log.info("Sign-in refused for \"{}\" from {} by {}: {}, {}", name, visitor.address(), provider, code, why);
        Map<String, String> detail = subject.isEmpty()
                ? Map.of("provider", provider, "reason", code, "rule", why)
                : Map.of("provider", provider, "reason", code, "rule", why, "subject", subject);
        transactions.executeWithoutResult(transaction -> audit.record(
                new AuditEvent(AuditAction.SIGN_IN_REFUSED, visitor.unknown(name), Target.user(name), detail)));
    }

    private Decided decide(Attempt attempt, Verdict verdict) {
        ExternalIdentity identity = attempt.identity();
        return switch (verdict) {
            case Verdict.Refused(String code, String rule) -> new No(code, rule);
            case Verdict.Allowed allowed ->
                directory
                        .byIdentity(identity.provider(), identity.subject())
                        .map(known -> enter(known, attempt, allowed))
                        .orElseGet(() -> newcomer(attempt, allowed));
        };
    }

    /** Part of a transaction that has just set the password of a built-in account. */
    ByPassword enterLocal(User user, ExternalIdentity identity, Visitor visitor) {
        Verdict.Allowed allowed = new Verdict.Allowed(user.name(), "password just set", null);
        return switch (enter(user, new Attempt(identity, visitor, true), allowed)) {
            case Yes(ByPassword entry) -> entry;
            case No(String code, String _) -> new ByPassword.Done(new SignInOutcome.Refused(code));
        };
    }

    private Decided enter(User user, Attempt attempt, Verdict.Allowed allowed) {
        if (!user.active()) {
            return new No("ACCOUNT_DISABLED", "the account here is disabled");
        }
        Optional<Verdict.Refused> elsewhere =
                admission.address(user, attempt.visitor().address());
        if (elsewhere.isPresent()) {
            return new No(elsewhere.get().code(), elsewhere.get().rule());
        }
        ExternalIdentity identity = attempt.identity();
        return attempt.byPassword() && wantsCode(user, identity.provider())
                ? new Yes(new ByPassword.Code(new CodeWanted(user, identity, allowed.rule())))
                : new Yes(new ByPassword.Done(open(user, identity, allowed.rule(), attempt.visitor())));
    }

    private boolean wantsCode(User user, String provider) {
        return switch (admission.secondFactor(provider, user)) {
            case OFF -> false;
            case OWN -> factors.has(user.id());
            case REQUIRED -> true;
        };
    }

    /** Lets somebody in whose second factor was right, if nothing has changed meanwhile. */
    SignInOutcome complete(CodeWanted who, Visitor visitor) {
        return transactions.execute(transaction -> directory
                .byId(who.user().id())
                .filter(User::active)
                .filter(user -> admission.address(user, visitor.address()).isEmpty())
                .<SignInOutcome>map(user -> open(user, who.identity(), who.rule(), visitor))
                .orElse(new SignInOutcome.Refused("ACCOUNT_DISABLED")));
    }

    private SignInOutcome open(User user, ExternalIdentity identity, String rule, Visitor visitor) {
        IssuedSession session = sessions.open(user, identity.provider(), visitor);
        accounts.seen(user.id(), clock.instant());
        Actor actor = Actor.user(user.id(), user.name().value(), null, visitor.address());
        audit.record(new AuditEvent(
                AuditAction.SIGNED_IN,
                actor,
                Target.user(user.name().value()),
                Map.of("provider", identity.provider(), "rule", rule)));
        return new SignInOutcome.Admitted(user, session);
    }

    private Decided newcomer(Attempt attempt, Verdict.Allowed allowed) {
        if (attempt.identity().provider().equals(LocalAccounts.PROVIDER)) {
            return new No("NO_ACCOUNT", "the built-in account leads to nobody");
        }
        SignInProperties.Provider rules = admission.rules(attempt.identity().provider());
        Optional<User> namesake = directory.byName(allowed.name());
        if (namesake.isEmpty()) {
            return rules.createUsers()
                    ? created(attempt, allowed)
                    : new No("NO_ACCOUNT", "there is no account of that name, and create-users is false");
        }
        if (namesake.get().admin()) {
            return new No("NAME_TAKEN", "an administrator here has that name; only an administrator can link the two");
        }
        return rules.linkExisting()
                ? linked(namesake.get(), attempt, allowed)
                : new No("NAME_TAKEN", "somebody here has that name, and link-existing is false");
    }

    private Decided created(Attempt attempt, Verdict.Allowed allowed) {
        Long uid = attempt.identity().uid();
        PosixClaim posix = uid == null
                ? null
                : new PosixClaim(
                        uid, attempt.identity().gid(), attempt.identity().machineAccount());
        return switch (accounts.create(
                new NewUser(allowed.name(), null, Boolean.TRUE.equals(allowed.admin()), posix),
                Actor.policy("sign-in"))) {
            case AccountOutcome.Done(User user) -> linked(user, attempt, allowed);
            case AccountOutcome.NameTaken _ -> new No("NAME_TAKEN", "somebody got that name at the same moment");
            case AccountOutcome.Refused(String code, String reason) -> new No(code, reason);
        };
    }

    private Decided linked(User user, Attempt attempt, Verdict.Allowed allowed) {
        accounts.link(user, attempt.identity().provider(), attempt.identity().subject(), Actor.policy("sign-in"));
        return enter(user, attempt, allowed);
    }
}
