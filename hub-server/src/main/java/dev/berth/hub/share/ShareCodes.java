package dev.berth.hub.share;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates, lists and deletes codes, and exchanges them for shares. */
@Component
public class ShareCodes {

    /** How many valid codes a server can have. */
    static final int LIMIT = 200;

    private final JdbcShareCodeRepository codes;
    private final JdbcShareRepository shares;
    private final ShareGrants grants;
    private final ShareRules rules;
    private final ShareRecord record;
    private final TransactionTemplate transactions;

    ShareCodes(
            JdbcShareCodeRepository codes,
            JdbcShareRepository shares,
            ShareGrants grants,
            ShareRules rules,
            ShareRecord record,
            TransactionTemplate transactions) {
        this.codes = codes;
        this.shares = shares;
        this.grants = grants;
        this.rules = rules;
        this.record = record;
        this.transactions = transactions;
    }

    /**
     * Creates a code at a caller's request, who must hold the scopes.
     *
     * @param scopes none for access to the server
     */
    public ShareOutcome<NewShareCode> create(
            Caller caller, SharedServer server, List<String> scopes, Duration lifetime, @Nullable String address) {
        return switch (rules.grantable(caller, server, scopes)) {
            case ShareOutcome.Refused<Set<String>>(ShareRefusal why) -> new ShareOutcome.Refused<>(why);
            case ShareOutcome.Done<Set<String>>(Set<String> names) ->
                transactions.execute(_ -> create(server, names, lifetime, caller.actor(address)));
        };
    }

    private ShareOutcome<NewShareCode> create(SharedServer server, Set<String> names, Duration lifetime, Actor actor) {
        if (!shares.lockToAdd(server)) {
            return new ShareOutcome.Refused<>(new ShareRefusal.NoSuchServer());
        }
        if (codes.count(server.ownerId(), server.name()) >= LIMIT) {
            return new ShareOutcome.Refused<>(new ShareRefusal.TooMany(LIMIT));
        }
        String value = CredentialHash.newValue();
        ShareCode code = codes.insert(server, CredentialHash.sha256(value), names, lifetime);
        Map<String, String> more =
                Map.of("id", code.id(), "expires", code.expires().toString());
        record.of(AuditAction.SHARE_CODE_CREATED, actor, server, names, more);
        return new ShareOutcome.Done<>(new NewShareCode(code, value));
    }

    /** One page of the valid codes of an owner, or of one server of theirs, the oldest first. */
    public List<ShareCode> page(long ownerId, @Nullable String serverName, int offset, int limit) {
        return codes.page(ownerId, serverName, offset, limit);
    }

    /** The number of codes on all pages. */
    public long count(long ownerId, @Nullable String serverName) {
        return codes.count(ownerId, serverName);
    }

    /** Deletes the code with this public id; false if the server has none. */
    public boolean deleteById(SharedServer server, String id, Actor actor) {
        return deleted(actor, () -> codes.delete(server, ShareCode.number(id)));
    }

    /** Deletes a code; false if the server does not have it. */
    public boolean deleteByValue(SharedServer server, String value, Actor actor) {
        return deleted(actor, () -> CredentialHash.of(value).flatMap(hash -> codes.delete(server, hash)));
    }

    private boolean deleted(Actor actor, Supplier<Optional<ShareCode>> deletion) {
        return Boolean.TRUE.equals(transactions.execute(_ -> {
            Optional<ShareCode> gone = deletion.get();
            gone.ifPresent(code -> record.of(
                    AuditAction.SHARE_CODE_DELETED, actor, code.server(), code.names(), Map.of("id", code.id())));
            return gone.isPresent();
        }));
    }

    /** Deletes all codes of a server. */
    public void deleteAll(SharedServer server, Actor actor) {
        transactions.executeWithoutResult(_ -> {
            int count = codes.deleteOf(server.ownerId(), server.name());
            if (count > 0) {
                Map<String, String> more = Map.of("count", Integer.toString(count));
                record.of(AuditAction.SHARE_CODE_DELETED, actor, server, Set.of(), more);
            }
        });
    }

    /** What a code offers; empty if it does not exist or has expired. */
    public Optional<ShareCode> find(@Nullable String value) {
        return CredentialHash.of(value).flatMap(codes::find);
    }

    /** Accepts what a code offers; empty if it does not exist or has expired. Each use counts, even if it adds nothing. */
    public Optional<ShareOutcome<Share>> accept(@Nullable String value, Caller caller, @Nullable String address) {
        Optional<String> hash = CredentialHash.of(value);
        return hash.isEmpty()
                ? Optional.empty()
                : Objects.requireNonNull(transactions.execute(_ -> codes.find(hash.get())
                        .filter(code -> shares.lockToAdd(code.server()))
                        .flatMap(_ -> codes.lock(hash.get()))
                        .map(code -> accept(code, caller, caller.actor(address)))));
    }

    private ShareOutcome<Share> accept(ShareCode code, Caller caller, Actor actor) {
        Recipient recipient = new Recipient(Recipient.Kind.USER, caller.name());
        ShareOutcome<Share> outcome = grants.grant(code.server(), recipient, code.names(), actor);
        if (outcome instanceof ShareOutcome.Done<Share>) {
            codes.used(code.number());
            Map<String, String> more = Map.of("id", code.id(), "user", caller.name());
            record.of(AuditAction.SHARE_CODE_USED, actor, code.server(), code.names(), more);
        }
        return outcome;
    }
}
