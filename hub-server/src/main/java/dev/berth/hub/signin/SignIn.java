package dev.berth.hub.signin;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.signin.SignInOutcome.Admitted;
import dev.berth.hub.signin.SignInOutcome.Refused;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.PosixClaim;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.ExternalIdentity;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** From what a provider asserted to a session: identity, rules, user, UID, session and audit event in one transaction. */
@Component
public class SignIn {

    private final UserDirectory directory;
    private final UserAccounts accounts;
    private final BrowserSessions sessions;
    private final ProviderSessions providers;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final SignInProperties properties;
    private final InstantSource clock;

    SignIn(
            UserDirectory directory,
            UserAccounts accounts,
            BrowserSessions sessions,
            ProviderSessions providers,
            AuditLog audit,
            TransactionTemplate transactions,
            SignInProperties properties,
            InstantSource clock) {
        this.directory = directory;
        this.accounts = accounts;
        this.sessions = sessions;
        this.providers = providers;
        this.audit = audit;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /** Lets a person in whom a provider vouches for, if the rules do. */
    public SignInOutcome admit(ExternalIdentity identity, Visitor visitor) {
        return admit(identity, visitor, SessionTerms.NONE);
    }

    /** As {@link #admit(ExternalIdentity, Visitor)}, with what the provider says about its own session. */
    public SignInOutcome admit(ExternalIdentity identity, Visitor visitor, SessionTerms terms) {
        AtomicBoolean changed = new AtomicBoolean();
        SignInOutcome outcome = transactions.execute(transaction -> {
            SignInOutcome decided = decide(identity, visitor);
            switch (decided) {
                case Refused _ -> transaction.setRollbackOnly();
                case Admitted(User user, IssuedSession session) ->
                    changed.set(providers.opened(user, session, identity, terms));
            }
            return decided;
        });
        if (changed.get()) {
            providers.settle();
        }
        if (outcome instanceof Refused(String code)) {
            refused(identity.provider(), identity.name(), code, visitor);
        }
        return outcome;
    }

    /** Whether the rules of its provider let this identity in, as far as rules say. */
    public boolean allows(ExternalIdentity identity) {
        SignInProperties.@Nullable Provider rules = properties.providers().get(identity.provider());
        return rules != null && allowed(rules, identity);
    }

    /** Records that somebody was turned away; the name is what they claimed. */
    public void refused(String provider, String claimedName, String code, Visitor visitor) {
        String name = claimedName.length() > UserName.MAX_LENGTH
                ? claimedName.substring(0, UserName.MAX_LENGTH)
                : claimedName;
        Map<String, String> detail = Map.of("provider", provider, "reason", code);
        transactions.executeWithoutResult(transaction -> audit.record(
                new AuditEvent(AuditAction.SIGN_IN_REFUSED, visitor.unknown(name), Target.user(name), detail)));
    }

    private SignInOutcome decide(ExternalIdentity identity, Visitor visitor) {
        SignInProperties.@Nullable Provider rules = properties.providers().get(identity.provider());
        boolean local = identity.provider().equals(LocalAccounts.PROVIDER);
        if (!local && (rules == null || !allowed(rules, identity))) {
            return new Refused("NOT_ALLOWED");
        }
        Optional<User> known = directory.byIdentity(identity.provider(), identity.subject());
        if (known.isPresent()) {
            return enter(known.get(), identity, visitor);
        }
        return local || rules == null ? new Refused("NO_ACCOUNT") : newcomer(rules, identity, visitor);
    }

    /** Part of a transaction that has just set the password of a built-in account. */
    SignInOutcome enterLocal(User user, ExternalIdentity identity, Visitor visitor) {
        return enter(user, identity, visitor);
    }

    private SignInOutcome enter(User user, ExternalIdentity identity, Visitor visitor) {
        if (!user.active()) {
            return new Refused("ACCOUNT_DISABLED");
        }
        IssuedSession session = sessions.open(user, identity.provider(), visitor);
        accounts.seen(user.id(), clock.instant());
        Actor actor = Actor.user(user.id(), user.name().value(), null, visitor.address());
        audit.record(new AuditEvent(
                AuditAction.SIGNED_IN,
                actor,
                Target.user(user.name().value()),
                Map.of("provider", identity.provider())));
        return new Admitted(user, session);
    }

    private SignInOutcome newcomer(SignInProperties.Provider rules, ExternalIdentity identity, Visitor visitor) {
        Optional<UserName> name = UserName.of(identity.name());
        if (name.isEmpty()) {
            return new Refused("NAME_REFUSED");
        }
        Optional<User> namesake = directory.byName(name.get());
        if (namesake.isPresent()) {
            return rules.linkExisting() ? linked(namesake.get(), identity, visitor) : new Refused("NAME_TAKEN");
        }
        return rules.createUsers() ? created(name.get(), identity, visitor) : new Refused("NO_ACCOUNT");
    }

    private SignInOutcome created(UserName name, ExternalIdentity identity, Visitor visitor) {
        Long uid = identity.uid();
        PosixClaim posix = uid == null ? null : new PosixClaim(uid, identity.gid(), identity.machineAccount());
        return switch (accounts.create(new NewUser(name, null, false, posix), Actor.policy("sign-in"))) {
            case AccountOutcome.Done(User user) -> linked(user, identity, visitor);
            case AccountOutcome.NameTaken _ -> new Refused("NAME_TAKEN");
            case AccountOutcome.Refused(String code, String reason) -> new Refused(code);
        };
    }

    private SignInOutcome linked(User user, ExternalIdentity identity, Visitor visitor) {
        accounts.link(user, identity.provider(), identity.subject(), Actor.policy("sign-in"));
        return enter(user, identity, visitor);
    }

    /** Names are compared in their normal form; groups exactly. */
    private static boolean allowed(SignInProperties.Provider rules, ExternalIdentity identity) {
        Optional<UserName> name = UserName.of(identity.name());
        return rules.allowAll()
                || !Collections.disjoint(rules.allowedGroups(), identity.groups())
                || (name.isPresent()
                        && rules.allowedUsers().stream()
                                .map((Function<String, Optional<UserName>>) UserName::of)
                                .anyMatch(name::equals));
    }
}
