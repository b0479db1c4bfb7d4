package dev.berth.hub.user;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates and changes accounts. Each call is one transaction with its audit event, or part of the caller's transaction. */
@Component
public class UserAccounts {

    private final JdbcUserRepository users;
    private final UidRegistry uids;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    UserAccounts(
            JdbcUserRepository users,
            UidRegistry uids,
            AuditLog audit,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.users = users;
        this.uids = uids;
        this.audit = audit;
        this.events = events;
        this.transactions = transactions;
    }

    /** Creates an account with a UID and a name for its runtime objects. */
    public AccountOutcome create(NewUser wish, Actor actor) {
        try {
            return transactions.execute(transaction -> insert(wish, actor));
        } catch (DuplicateKeyException otherReplicaWasFirst) {
            return new AccountOutcome.NameTaken(wish.name());
        }
    }

    /**
     * Creates accounts, all or none, in one transaction, because hundreds of commits would be slow.
     *
     * @return one outcome per account if all were created; otherwise only the outcome that failed, and no account was created
     */
    public List<AccountOutcome> createAll(List<NewUser> wishes, Actor actor) {
        if (wishes.isEmpty()) {
            return List.of();
        }
        AtomicReference<UserName> current =
                new AtomicReference<>(wishes.getFirst().name());
        try {
            return transactions.execute(transaction -> {
                Set<UserName> there =
                        users.existing(wishes.stream().map(NewUser::name).toList());
                if (!there.isEmpty()) {
                    return List.of(new AccountOutcome.NameTaken(there.iterator().next()));
                }
                List<AccountOutcome> made = new ArrayList<>();
                for (NewUser wish : wishes) {
                    current.set(wish.name());
                    AccountOutcome outcome = insertNew(wish, actor);
                    if (!(outcome instanceof AccountOutcome.Done)) {
                        transaction.setRollbackOnly();
                        return List.of(outcome);
                    }
                    made.add(outcome);
                }
                return made;
            });
        } catch (DuplicateKeyException otherReplicaWasFirst) {
            return List.of(new AccountOutcome.NameTaken(current.get()));
        }
    }

    /** Links a provider's identity to this user; false if it is already linked to a user. */
    public boolean link(User user, String provider, String subject, Actor actor) {
        return transactions.execute(transaction -> {
            boolean linked = users.linkIdentity(user.id(), provider, subject);
            if (linked) {
                record(AuditAction.IDENTITY_LINKED, actor, user, Map.of("provider", provider));
            }
            return linked;
        });
    }

    /** Records that a provider is certain that this person can no longer sign in. The account is not changed. */
    public void markGone(User user, String provider, String subject, String why, Actor actor) {
        transactions.executeWithoutResult(transaction -> {
            if (users.markGone(provider, subject, why)) {
                record(AuditAction.IDENTITY_GONE, actor, user, Map.of("provider", provider, "reason", why));
            }
        });
    }

    /** Records that a provider confirms this person again. */
    public void markHere(String provider, String subject) {
        users.markHere(provider, subject);
    }

    /** Unlinks an identity from this user; false if it is not linked. */
    public boolean unlink(User user, String provider, String subject, Actor actor) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean gone = users.unlinkIdentity(user.id(), provider, subject);
            if (gone) {
                record(AuditAction.IDENTITY_UNLINKED, actor, user, Map.of("provider", provider));
            }
            return gone;
        }));
    }

    /** Disables an account. Its sessions end and its tokens are revoked. */
    public AccountOutcome disable(long userId, Actor actor) {
        return change(userId, user -> {
            if (users.isLastAdmin(userId)) {
                return lastAdmin(user);
            }
            users.setActive(userId, false);
            record(AuditAction.USER_DISABLED, actor, user, Map.of());
            events.publishEvent(new UserEvent.Disabled(user));
            return done(userId);
        });
    }

    public AccountOutcome enable(long userId, Actor actor) {
        return change(userId, user -> {
            users.setActive(userId, true);
            record(AuditAction.USER_ENABLED, actor, user, Map.of());
            events.publishEvent(new UserEvent.Enabled(user));
            return done(userId);
        });
    }

    /** Deletes an account; its UID and runtime home are never reused. The outcome contains the user's last state. */
    public AccountOutcome delete(long userId, Actor actor) {
        return change(userId, user -> {
            if (users.isLastAdmin(userId)) {
                return lastAdmin(user);
            }
            events.publishEvent(new UserEvent.Deleted(user));
            uids.tombstone(userId);
            users.delete(userId);
            record(AuditAction.USER_DELETED, actor, user, Map.of("uid", Long.toString(user.uid())));
            return new AccountOutcome.Done(user);
        });
    }

    /** Renames a user; id, UID, runtime home and identities do not change. */
    public AccountOutcome rename(long userId, UserName name, Actor actor) {
        try {
            return change(userId, user -> {
                if (user.name().equals(name)) {
                    return new AccountOutcome.Done(user);
                }
                if (users.byName(name).isPresent()) {
                    return new AccountOutcome.NameTaken(name);
                }
                users.rename(userId, name);
                AccountOutcome.Done done = done(userId);
                record(
                        AuditAction.USER_RENAMED,
                        actor,
                        done.user(),
                        Map.of("from", user.name().value()));
                events.publishEvent(new UserEvent.Renamed(done.user(), user.name()));
                return done;
            });
        } catch (DuplicateKeyException otherReplicaWasFirst) {
            return new AccountOutcome.NameTaken(name);
        }
    }

    public AccountOutcome setAdmin(long userId, boolean admin, Actor actor) {
        return change(userId, user -> {
            if (user.admin() == admin) {
                return new AccountOutcome.Done(user);
            }
            if (!admin && users.isLastAdmin(userId)) {
                return lastAdmin(user);
            }
            users.setAdmin(userId, admin);
            AccountOutcome.Done done = done(userId);
            record(admin ? AuditAction.USER_ADMIN_GRANTED : AuditAction.USER_ADMIN_WITHDRAWN, actor, user, Map.of());
            events.publishEvent(new UserEvent.AdminChanged(done.user()));
            return done;
        });
    }

    /** Records that a user was active; the time only moves forward, and this is not an audited change. */
    public void seen(long userId, Instant at) {
        users.seen(userId, at);
    }

    /** Records since when an imported account has existed, and when it was last active in another hub; this is not an audited change. */
    public void history(long userId, Instant created, @Nullable Instant lastSeen) {
        users.created(userId, created);
        if (lastSeen != null) {
            users.seen(userId, lastSeen);
        }
    }

    private AccountOutcome insert(NewUser wish, Actor actor) {
        if (users.byName(wish.name()).isPresent()) {
            return new AccountOutcome.NameTaken(wish.name());
        }
        return insertNew(wish, actor);
    }

    private AccountOutcome insertNew(NewUser wish, Actor actor) {
        return switch (uids.choose(wish.posix())) {
            case UidRegistry.UidAssignment.Refused refused ->
                new AccountOutcome.Refused(refused.code(), refused.reason());
            case UidRegistry.UidAssignment.Granted granted -> {
                String home = RuntimeHome.candidates(wish.name())
                        .filter(users::reserveHome)
                        .findFirst()
                        .orElseThrow();
                long id = users.insert(wish, home);
                uids.keep(granted, id, wish.name());
                AccountOutcome.Done done = done(id);
                Map<String, String> detail = Map.of(
                        "uid",
                        Long.toString(granted.uid()),
                        "admin",
                        Boolean.toString(wish.admin()),
                        "origin",
                        granted.origin());
                record(AuditAction.USER_CREATED, actor, done.user(), detail);
                events.publishEvent(new UserEvent.Created(done.user()));
                yield done;
            }
        };
    }

    private AccountOutcome change(long userId, Function<User, AccountOutcome> change) {
        AccountOutcome outcome = transactions.execute(transaction -> {
            Optional<User> user = users.lock(userId);
            return user.isEmpty()
                    ? new AccountOutcome.Refused("NO_SUCH_USER", "User " + userId + " does not exist.")
                    : change.apply(user.get());
        });
        if (outcome instanceof AccountOutcome.Done(User user)) {
            events.publishEvent(new UserEvent.Settled(user));
        }
        return outcome;
    }

    private AccountOutcome.Done done(long userId) {
        return new AccountOutcome.Done(users.byId(userId).orElseThrow());
    }

    private static AccountOutcome lastAdmin(User user) {
        return new AccountOutcome.Refused(
                "LAST_ADMIN",
                user.name() + " is the last active administrator. Make another user an administrator first.");
    }

    private void record(AuditAction action, Actor actor, User user, Map<String, String> detail) {
        audit.record(new AuditEvent(action, actor, Target.user(user.name().value()), detail));
    }
}
