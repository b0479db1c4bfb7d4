package dev.berth.hub.share;

import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes back what was shared, from open connections as well. */
@Component
public class ShareRevocations {

    private final JdbcShareRepository repository;
    private final Shares shares;
    private final ShareRules rules;
    private final ShareRecord record;
    private final Withdrawals withdrawals;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    ShareRevocations(
            JdbcShareRepository repository,
            Shares shares,
            ShareRules rules,
            ShareRecord record,
            Withdrawals withdrawals,
            ApplicationEventPublisher events,
            TransactionTemplate transactions) {
        this.repository = repository;
        this.shares = shares;
        this.rules = rules;
        this.record = record;
        this.withdrawals = withdrawals;
        this.events = events;
        this.transactions = transactions;
    }

    /**
     * Takes scopes away from a user or group. One that does not exist has none.
     *
     * @param scopes none for all of them
     * @return the share that is left, if any
     */
    public ShareOutcome<Optional<Share>> revoke(
            SharedServer server, Recipient recipient, List<String> scopes, Actor actor) {
        return switch (rules.revocable(server, scopes)) {
            case ShareOutcome.Refused<Set<String>>(ShareRefusal why) -> new ShareOutcome.Refused<>(why);
            case ShareOutcome.Done<Set<String>>(Set<String> names) -> {
                List<Share> found = shares.find(server, recipient).stream().toList();
                withdraw(server, found, held -> scopes.isEmpty() ? held : common(held, names), actor);
                yield new ShareOutcome.Done<>(shares.find(server, recipient));
            }
        };
    }

    /** Ends a share, at the request of the server's owner or of the recipient. */
    public void end(Share share, Actor actor) {
        withdraw(share.server(), List.of(share), held -> held, actor);
    }

    /** Ends all shares of a server. */
    public void endAll(SharedServer server, Actor actor) {
        List<Share> all = repository.page(new ShareQuery.OfServer(server), 0, ShareGrants.LIMIT);
        withdraw(server, all, held -> held, actor);
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.retainAll(other);
        return both;
    }

    /** Informs the proxies in the last step, and waits for them after the commit. */
    private void withdraw(SharedServer server, List<Share> from, UnaryOperator<Set<String>> what, Actor actor) {
        List<Share> reduced = Objects.requireNonNull(transactions.execute(_ -> {
            var _ = repository.lock(server);
            List<Share> changed = from.stream()
                    .flatMap(share -> repository.lock(share.id()).stream())
                    .filter(current -> reduced(current, what.apply(current.names()), actor))
                    .toList();
            if (!changed.isEmpty()) {
                events.publishEvent(new ShareWithdrawn(
                        server.ownerId(),
                        server.name(),
                        recipients(changed, Recipient.Kind.USER),
                        recipients(changed, Recipient.Kind.GROUP)));
            }
            return changed;
        }));
        if (!reduced.isEmpty()) {
            withdrawals.await();
        }
    }

    private static Set<Long> recipients(List<Share> shares, Recipient.Kind kind) {
        return shares.stream()
                .filter(share -> share.recipient().kind() == kind)
                .map(Share::recipientId)
                .collect(Collectors.toSet());
    }

    private boolean reduced(Share share, Set<String> by, Actor actor) {
        if (by.isEmpty()) {
            return false;
        }
        Set<String> left = new TreeSet<>(share.names());
        left.removeAll(by);
        if (left.isEmpty()) {
            repository.delete(share.id());
        } else {
            repository.keep(share.id(), left);
        }
        record.of(AuditAction.SHARE_REVOKED, actor, share.server(), share.recipient(), by);
        return true;
    }
}
