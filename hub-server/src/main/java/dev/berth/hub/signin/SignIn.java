package dev.berth.hub.signin;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.audit.RefusedSignIns;
import dev.berth.hub.session.BrowserSessions;
import dev.berth.hub.session.IssuedSession;
import dev.berth.hub.session.SessionTerms;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.Admission.Decision;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns a provider's assertion into a session: identity, rules, user, UID, session and audit event in one transaction. */
@Component
public class SignIn {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private final UserDirectory directory;
    private final UserAccounts accounts;
    private final BrowserSessions sessions;
    private final ProviderSessions providers;
    private final AuditLog audit;
    private final RefusedSignIns refusals;
    private final TransactionTemplate transactions;
    private final Admission admission;
    private final EnrolledFactors factors;
    private final InstantSource clock;

    SignIn(
            UserDirectory directory,
            UserAccounts accounts,
            BrowserSessions sessions,
            ProviderSessions providers,
            AuditLog audit,
            RefusedSignIns refusals,
            TransactionTemplate transactions,
            Admission admission,
            EnrolledFactors factors,
            InstantSource clock) {
        this.directory = directory;
        this.accounts = accounts;
        this.sessions = sessions;
        this.providers = providers;
        this.audit = audit;
        this.refusals = refusals;
        this.transactions = transactions;
        this.admission = admission;
        this.factors = factors;
        this.clock = clock;
    }

    /** Admits a person whose password a provider has verified, if the rules allow it. */
    public SignInOutcome admit(ExternalIdentity identity, Visitor visitor) {
        return admit(AuthenticatedIdentity.byPassword(identity), visitor);
    }

    /** The same for a provider with its own pages and sessions. */
    public SignInOutcome admit(ExternalIdentity identity, Visitor visitor, SessionTerms terms) {
        return admit(new AuthenticatedIdentity(identity, terms, false), visitor);
    }

    private SignInOutcome admit(AuthenticatedIdentity authenticated, Visitor visitor) {
        ExternalIdentity identity = authenticated.identity();
        Decision verdict = admission.verdict(identity, visitor.address());
        AtomicBoolean changed = new AtomicBoolean();
        Decided decided = transactions.execute(transaction -> {
            Decided now = decide(authenticated, visitor, verdict);
            switch (now) {
                case No _ -> transaction.setRollbackOnly();
                // Together with the session, so that a person never starts with permissions that they have lost.
                case Yes(User user, SignInOutcome _) -> changed.set(providers.vouched(user, identity));
            }
            return now;
        });
        if (changed.get()) {
            providers.settle();
        }
        return switch (decided) {
            case Yes(User _, SignInOutcome outcome) -> outcome;
            case No(String code, String why) -> {
                refused(identity.provider(), identity.name(), identity.subject(), code, why, visitor);
                yield new SignInOutcome.Refused(code);
            }
        };
    }

    /** What the rules of its provider say about this identity, from wherever it comes. */
    public Decision judge(ExternalIdentity identity) {
        return admission.judge(identity);
    }

    /** The decision, with the reason that only administrators see. */
    private sealed interface Decided permits Yes, No {}

    private record Yes(User user, SignInOutcome outcome) implements Decided {}

    private record No(String code, String why) implements Decided {}

    /**
     * Records that a sign-in was rejected.
     *
     * @param claimedName the username that was entered or claimed
     * @param code a stable code
     * @param why the rule or response that was decisive; for administrators, only in the log and the audit log
     */
    public void refused(String provider, String claimedName, String code, String why, Visitor visitor) {
        refused(provider, claimedName, "", code, why, visitor);
    }

    /** The subject is recorded as well if the provider authenticated it, because administrators need it for linking. */
    private void refused(
            String provider, String claimedName, String subject, String code, String why, Visitor visitor) {
        String name = claimedName.length() > UserName.MAX_LENGTH
                ? claimedName.substring(0, UserName.MAX_LENGTH)
                : claimedName;
        log.info("Sign-in refused for \"{}\" from {} by {}: {}, {}", name, visitor.address(), provider, code, why);
        Map<String, String> detail = subject.isEmpty()
                ? Map.of("provider", provider, "reason", code, "rule", why)
                : Map.of("provider", provider, "reason", code, "rule", why, "subject", subject);
        refusals.record(
                new AuditEvent(AuditAction.SIGN_IN_REFUSED, visitor.unknown(name), Target.user(name), detail),
                directory.byName(name).isPresent());
    }

    private Decided decide(AuthenticatedIdentity authenticated, Visitor visitor, Decision verdict) {
        ExternalIdentity identity = authenticated.identity();
        return switch (verdict) {
            case Decision.Refused(String code, String rule) -> new No(code, rule);
            case Decision.Undecided(String why) -> new No(Decision.Undecided.CODE, why);
            case Decision.Allowed allowed ->
                directory
                        .byIdentity(identity.provider(), identity.subject())
                        .map(known -> enter(known, authenticated, visitor, allowed))
                        .orElseGet(() -> newcomer(authenticated, visitor, allowed));
        };
    }

    /** Part of a transaction that has just set the password of a built-in account. */
    public SignInOutcome enterLocal(User user, ExternalIdentity identity, Visitor visitor) {
        Decision.Allowed allowed = new Decision.Allowed(user.name(), "password just set", null);
        return switch (enter(user, AuthenticatedIdentity.byPassword(identity), visitor, allowed)) {
            case Yes(User _, SignInOutcome outcome) -> outcome;
            case No(String code, String _) -> new SignInOutcome.Refused(code);
        };
    }

    private Decided enter(User user, AuthenticatedIdentity authenticated, Visitor visitor, Decision.Allowed allowed) {
        if (!user.active()) {
            return new No("ACCOUNT_DISABLED", "the account is disabled");
        }
        Optional<Decision.Refused> elsewhere = admission.address(user, visitor.address());
        if (elsewhere.isPresent()) {
            return new No(elsewhere.get().code(), elsewhere.get().rule());
        }
        return wantsCode(user, authenticated)
                ? new Yes(user, new SignInOutcome.CodeWanted(user, authenticated, allowed.rule()))
                : new Yes(user, open(user, authenticated, allowed.rule(), visitor));
    }

    private boolean wantsCode(User user, AuthenticatedIdentity authenticated) {
        return switch (admission.secondFactor(authenticated.identity().provider(), user)) {
            case OFF -> false;
            case OWN -> authenticated.byPassword() && factors.has(user.id());
            case REQUIRED -> true;
        };
    }

    /** Admits a person whose second factor was correct, if nothing has changed since the password check. */
    public SignInOutcome complete(PendingSignIns.Pending who, Visitor visitor) {
        ExternalIdentity identity = who.authenticated().identity();
        return transactions.execute(transaction -> directory
                .byIdentity(identity.provider(), identity.subject())
                .filter(user -> user.id() == who.user().id() && user.active())
                .filter(user -> admission.address(user, visitor.address()).isEmpty())
                .<SignInOutcome>map(user -> open(user, who.authenticated(), who.rule(), visitor))
                .orElse(new SignInOutcome.Refused("ACCOUNT_DISABLED")));
    }

    private SignInOutcome open(User user, AuthenticatedIdentity authenticated, String rule, Visitor visitor) {
        String provider = authenticated.identity().provider();
        IssuedSession session = sessions.open(user, provider, visitor);
        providers.opened(session, authenticated);
        accounts.seen(user.id(), clock.instant());
        Actor actor = Actor.user(user.id(), user.name().value(), null, visitor.address());
        audit.record(new AuditEvent(
                AuditAction.SIGNED_IN,
                actor,
                Target.user(user.name().value()),
                Map.of("provider", provider, "rule", rule)));
        return new SignInOutcome.Admitted(user, session);
    }

    private Decided newcomer(AuthenticatedIdentity authenticated, Visitor visitor, Decision.Allowed allowed) {
        ExternalIdentity identity = authenticated.identity();
        if (identity.provider().equals(SignInProperties.LOCAL)) {
            return new No("NO_ACCOUNT", "the built-in account does not belong to a user");
        }
        SignInProperties.Provider rules = admission.rules(identity.provider());
        Optional<User> namesake = directory.byName(allowed.name());
        if (namesake.isEmpty()) {
            return rules.createUsers()
                    ? created(authenticated, visitor, allowed)
                    : new No("NO_ACCOUNT", "there is no account with that name, and create-users is false");
        }
        if (namesake.get().admin()) {
            return new No(
                    "NAME_TAKEN", "an administrator has that name, so only an administrator can link the identity");
        }
        return rules.linkExisting()
                ? linked(namesake.get(), authenticated, visitor, allowed)
                : new No("NAME_TAKEN", "a user with that name exists, and link-existing is false");
    }

    private Decided created(AuthenticatedIdentity authenticated, Visitor visitor, Decision.Allowed allowed) {
        ExternalIdentity identity = authenticated.identity();
        Long uid = identity.uid();
        PosixClaim posix = uid == null ? null : new PosixClaim(uid, identity.gid(), identity.machineAccount());
        return switch (accounts.create(
                new NewUser(allowed.name(), null, Boolean.TRUE.equals(allowed.admin()), posix),
                Actor.policy("sign-in"))) {
            case AccountOutcome.Done(User user) -> linked(user, authenticated, visitor, allowed);
            case AccountOutcome.NameTaken _ ->
                new No("NAME_TAKEN", "another account with that name was created at the same moment");
            case AccountOutcome.Refused(String code, String reason) -> new No(code, reason);
        };
    }

    private Decided linked(User user, AuthenticatedIdentity authenticated, Visitor visitor, Decision.Allowed allowed) {
        ExternalIdentity identity = authenticated.identity();
        accounts.link(user, identity.provider(), identity.subject(), Actor.policy("sign-in"));
        return enter(user, authenticated, visitor, allowed);
    }
}
