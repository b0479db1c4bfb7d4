package dev.berth.hub.entry;

import dev.berth.hub.access.AccessProperties;
import dev.berth.hub.access.Caller;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditEvent;
import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.user.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives administrators access to other people's servers, for a reason and a limited time. An entry belongs to a person and not to one of
 * their credentials; it does not help somebody who is no longer an administrator, because it applies only to
 * {@link EntryDecision#REASON_REQUIRED}.
 */
@Component
public class ServerEntries {

    /** Maximum length of a reason, in characters. */
    public static final int MAX_REASON = 500;

    private static final int MIN_REASON = 3;

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Duration duration;

    ServerEntries(JdbcClient jdbc, AuditLog audit, TransactionTemplate transactions, AccessProperties properties) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transactions = transactions;
        this.duration = properties.entryDuration();
    }

    /** The problem of a reason, as a sentence, or empty. */
    public static Optional<String> problem(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        boolean fits = text.length() >= MIN_REASON && text.length() <= MAX_REASON && text.indexOf('\0') < 0;
        return fits
                ? Optional.empty()
                : Optional.of("Enter a reason of " + MIN_REASON + " to " + MAX_REASON + " characters. This one has "
                        + text.length() + ". The owner of the server can read it.");
    }

    /**
     * Gives access to a caller whose {@link EntryDecision} is {@link EntryDecision#REASON_REQUIRED}, which the caller of this method has
     * checked. Recorded in the audit log.
     *
     * @throws IllegalArgumentException for a reason for which {@link #problem} is not empty
     */
    public ServerEntry enter(Caller visitor, User owner, String serverName, String reason, @Nullable String address) {
        problem(reason).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return transactions.execute(transaction -> {
            ServerEntry entry = insert(visitor, owner, serverName, reason.strip(), address);
            audit.record(new AuditEvent(
                    AuditAction.SERVER_ENTERED,
                    visitor.actor(address),
                    Target.server(owner.name().value(), serverName),
                    Map.of("reason", entry.reason(), "until", entry.until().toString())));
            return entry;
        });
    }

    /** Until when this visitor has access to this server through an entry; empty if there is none in force. */
    public Optional<Instant> openUntil(long visitorId, long ownerId, String serverName) {
        return jdbc.sql("""
                SELECT max(until) FROM server_entries
                WHERE visitor_id = :visitor AND owner_id = :owner AND server_name = :server AND until > now()""")
                .param("visitor", visitorId)
                .param("owner", ownerId)
                .param("server", serverName)
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant);
    }

    /** Who had access to a user's servers, the most recent first. */
    public List<ServerEntry> of(long ownerId, int limit) {
        return jdbc.sql("SELECT * FROM server_entries WHERE owner_id = :owner ORDER BY id DESC LIMIT :limit")
                .param("owner", ownerId)
                .param("limit", limit)
                .query(ServerEntries::entry)
                .list();
    }

    private ServerEntry insert(Caller visitor, User owner, String serverName, String reason, @Nullable String address) {
        return jdbc.sql("""
                INSERT INTO server_entries (owner_id, server_name, visitor_id, visitor_name, reason, address, until)
                VALUES (:owner, :server, :visitor, :name, :reason, left(:address, 64), now() + :seconds * interval '1 second')
                RETURNING *""")
                .param("owner", owner.id())
                .param("server", serverName)
                .param("visitor", visitor.userId())
                .param("name", visitor.name())
                .param("reason", reason)
                .param("address", address)
                .param("seconds", duration.toSeconds())
                .query(ServerEntries::entry)
                .single();
    }

    private static ServerEntry entry(ResultSet row, int number) throws SQLException {
        return new ServerEntry(
                row.getLong("id"),
                row.getString("server_name"),
                row.getString("visitor_name"),
                row.getString("reason"),
                row.getString("address"),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getObject("until", OffsetDateTime.class).toInstant());
    }
}
