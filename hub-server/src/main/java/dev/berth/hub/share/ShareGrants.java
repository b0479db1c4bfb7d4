package dev.berth.hub.share;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Target;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Shares servers. */
@Component
public class ShareGrants {

    /** With how many users and groups one server can be shared. */
    static final int LIMIT = 1_000;

    private final JdbcShareRepository repository;
    private final Shares shares;
    private final ShareRules rules;
    private final Access access;
    private final ShareRecord record;
    private final TransactionTemplate transactions;

    ShareGrants(
            JdbcShareRepository repository,
            Shares shares,
            ShareRules rules,
            Access access,
            ShareRecord record,
            TransactionTemplate transactions) {
        this.repository = repository;
        this.shares = shares;
        this.rules = rules;
        this.access = access;
        this.record = record;
        this.transactions = transactions;
    }

    /**
     * Shares a server at a caller's request, who must hold the scopes and be able to read the recipient's name. An existing share is
     * extended.
     *
     * @param scopes none for access to the server
     */
    public ShareOutcome<Share> grant(
            Caller caller, SharedServer server, Recipient recipient, List<String> scopes, @Nullable String address) {
        return switch (rules.grantable(caller, server, scopes)) {
            case ShareOutcome.Refused<Set<String>>(ShareRefusal why) -> new ShareOutcome.Refused<>(why);
            case ShareOutcome.Done<Set<String>>(Set<String> names) ->
                canName(caller, recipient)
                        ? inTransaction(server, recipient, names, caller.actor(address))
                        : new ShareOutcome.Refused<>(new ShareRefusal.NameNotReadable(recipient.kind()));
        };
    }

    private boolean canName(Caller caller, Recipient recipient) {
        return switch (recipient.kind()) {
            case USER -> access.allows(caller, "read:users:name", new Target.OfUser(recipient.name()));
            case GROUP -> access.allows(caller, "read:groups:name", new Target.OfGroup(recipient.name()));
        };
    }

    private ShareOutcome<Share> inTransaction(
            SharedServer server, Recipient recipient, Set<String> names, Actor actor) {
        try {
            return transactions.execute(_ -> grant(server, recipient, names, actor));
        } catch (DataIntegrityViolationException recipientDeletedMeanwhile) {
            return new ShareOutcome.Refused<>(new ShareRefusal.NoSuchRecipient(recipient));
        }
    }

    /** Shares within the caller's transaction, without asking who is allowed to. */
    ShareOutcome<Share> grant(SharedServer server, Recipient recipient, Set<String> names, Actor actor) {
        if (!repository.lockToAdd(server)) {
            return new ShareOutcome.Refused<>(new ShareRefusal.NoSuchServer());
        }
        Optional<Long> id = shares.recipientId(recipient);
        if (id.isEmpty()) {
            return new ShareOutcome.Refused<>(new ShareRefusal.NoSuchRecipient(recipient));
        }
        Optional<Share> before = repository.find(server, recipient.kind(), id.get());
        if (before.isEmpty() && repository.count(new ShareQuery.OfServer(server)) >= LIMIT) {
            return new ShareOutcome.Refused<>(new ShareRefusal.TooMany(LIMIT));
        }
        if (before.isEmpty() || !before.get().names().containsAll(names)) {
            repository.add(server, recipient.kind(), id.get(), names);
            record.of(AuditAction.SHARE_GRANTED, actor, server, recipient, names);
        }
        return new ShareOutcome.Done<>(
                repository.find(server, recipient.kind(), id.get()).orElseThrow());
    }
}
