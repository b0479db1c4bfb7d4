package dev.berth.hub.session;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.CredentialSource;
import dev.berth.hub.access.Tokens;
import dev.berth.hub.access.Withdrawals;
import dev.berth.hub.access.WithdrawnCredential;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens and ends browser sessions. */
@Component
public class BrowserSessions implements CredentialSource {

    private static final int MAX_LISTED = 200;

    private final JdbcBrowserSessionRepository sessions;
    private final Tokens tokens;
    private final Withdrawals withdrawals;
    private final AuditLog audit;
    private final SessionLifetimes lifetimes;

    BrowserSessions(
            JdbcBrowserSessionRepository sessions,
            Tokens tokens,
            Withdrawals withdrawals,
            AuditLog audit,
            SessionLifetimes lifetimes) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.withdrawals = withdrawals;
        this.audit = audit;
        this.lifetimes = lifetimes;
    }

    @Override
    public Credential.Kind kind() {
        return Credential.Kind.SESSION;
    }

    @Override
    public Optional<Credential> find(String hash) {
        return sessions.live(hash).map(session -> {
            sessions.seen(session);
            return new Credential(
                    Credential.Kind.SESSION,
                    session.auditId(),
                    hash,
                    session.userId(),
                    session.until(),
                    session.publicId(),
                    null,
                    null,
                    session.passwordDue());
        });
    }

    /** Opens a session with a new value, in the caller's transaction. */
    public IssuedSession open(User user, String provider, Visitor visitor) {
        String value = CredentialHash.newValue();
        String publicId = CredentialHash.newValue().substring(0, 32);
        var until = sessions.insert(
                CredentialHash.sha256(value), publicId, user.id(), provider, visitor, lifetimes.total());
        return new IssuedSession(value, publicId, until);
    }

    /**
     * Opens a session for a user's own host that ends together with its parent; empty if the parent has ended or is itself such a child.
     *
     * @param parentHash hash of the session on the hub's host
     * @param host label of the user's host
     */
    public Optional<IssuedSession> openChild(String parentHash, String host) {
        String value = CredentialHash.newValue();
        return sessions.live(parentHash)
                .filter(parent -> parent.parent() == null && !parent.passwordDue())
                .flatMap(parent -> sessions.insertChild(CredentialHash.sha256(value), parent.id(), host)
                        .map(until -> new IssuedSession(value, parent.publicId(), until)));
    }

    /** Signs out: ends the session, its children and its OAuth tokens; returns when the proxies have applied it. */
    public void signOut(Caller caller, @Nullable String address) {
        Actor actor = caller.actor(address);
        Optional<BrowserSession> session = sessions.live(caller.credential().hash());
        if (session.isEmpty()) {
            return;
        }
        withdrawals.inTransaction(withdraw -> {
            BrowserSession live = session.get();
            withdraw.accept(sessions.end(live.parent() == null ? live.id() : live.parent()));
            tokens.revokeOfSession(live.userId(), live.publicId(), actor);
            audit.record(AuditEvent.of(AuditAction.SIGNED_OUT, actor, Target.user(caller.name())));
            return true;
        });
    }

    /** Until when a user's session is open, as things stand; empty if it has ended. It cannot be ended before the transaction is. */
    public Optional<Instant> lockOpen(long userId, String publicId) {
        return sessions.lockOpen(userId, publicId);
    }

    /** The provider that authenticated the person of this session. */
    public Optional<String> provider(Caller caller) {
        return sessions.provider(caller.credential().hash());
    }

    /** A user's active sessions, the most recently used first; at most {@value #MAX_LISTED}. */
    public List<OpenSession> of(long userId) {
        return sessions.of(userId, MAX_LISTED);
    }

    /**
     * Ends one session of a user by its public id, with its children and its OAuth tokens; returns when the proxies have applied it.
     * Returns false if the user does not have such an active session.
     */
    public boolean end(User user, String id, String reason, Actor actor) {
        Optional<Long> number =
                id.matches("s[0-9]{1,18}") ? Optional.of(Long.valueOf(id.substring(1))) : Optional.empty();
        return number.isPresent()
                && withdrawals.inTransaction(withdraw -> sessions.publicIdOf(user.id(), number.get())
                        .map(publicId -> {
                            withdraw.accept(sessions.end(number.get()));
                            tokens.revokeOfSession(user.id(), publicId, actor);
                            record(user, reason, 1, actor);
                            return true;
                        })
                        .orElse(false));
    }

    /** Ends every session of a user. Does not wait inside a caller's transaction. */
    public void endAll(User user, String reason, Actor actor) {
        withdrawals.inTransaction(withdraw -> {
            endAll(withdraw, user, reason, actor);
            return true;
        });
    }

    /** The same as part of a transaction that withdraws credentials and itself waits for the proxies. */
    public void endAll(Consumer<List<WithdrawnCredential>> withdraw, User user, String reason, Actor actor) {
        List<WithdrawnCredential> ended = sessions.endAll(user.id());
        withdraw.accept(ended);
        if (!ended.isEmpty()) {
            record(user, reason, ended.size(), actor);
        }
    }

    private void record(User user, String reason, int count, Actor actor) {
        Map<String, String> detail = Map.of("reason", reason, "count", Integer.toString(count));
        audit.record(new AuditEvent(
                AuditAction.SESSION_ENDED, actor, Target.user(user.name().value()), detail));
    }
}
