package dev.berth.hub.session;

import dev.berth.hub.access.WithdrawnCredential;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcBrowserSessionRepository {

    private final JdbcClient jdbc;
    private final Duration idle;

    JdbcBrowserSessionRepository(JdbcClient jdbc, SessionLifetimes lifetimes) {
        this.jdbc = jdbc;
        this.idle = lifetimes.idle();
    }

    Instant insert(String hash, String publicId, long userId, String provider, Visitor visitor, Duration lifetime) {
        return jdbc.sql("""
                INSERT INTO browser_sessions (hash, public_id, user_id, provider, expires, address, user_agent)
                VALUES (:hash, :publicId, :user, :provider, now() + :seconds * interval '1 second', :address, :agent) RETURNING expires""")
                .param("hash", HexFormat.of().parseHex(hash))
                .param("publicId", publicId)
                .param("user", userId)
                .param("provider", provider)
                .param("seconds", lifetime.toSeconds())
                .param("address", visitor.address())
                .param("agent", visitor.userAgent())
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** Inserts a child of an active session; empty if that session has ended. */
    Optional<Instant> insertChild(String hash, long parent, String host) {
        return jdbc.sql("""
                INSERT INTO browser_sessions (hash, public_id, user_id, provider, expires, address, user_agent, parent, host)
                SELECT :hash, public_id, user_id, provider, expires, address, user_agent, id, :host FROM browser_sessions
                WHERE id = :parent AND parent IS NULL AND ended_at IS NULL AND expires > now() FOR UPDATE RETURNING expires""")
                .param("hash", HexFormat.of().parseHex(hash))
                .param("host", host)
                .param("parent", parent)
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    Optional<BrowserSession> live(String hash) {
        return jdbc.sql("""
                SELECT s.*, least(s.expires, r.provider_until, s.last_seen + :idle * interval '1 second') AS until,
                       coalesce(a.one_time, false) AS password_due
                FROM browser_sessions s JOIN browser_sessions r ON r.id = coalesce(s.parent, s.id)
                LEFT JOIN local_accounts a ON a.user_id = s.user_id AND s.provider = 'local'
                WHERE s.hash = :hash AND s.ended_at IS NULL AND s.expires > now()
                  AND (r.provider_until IS NULL OR r.provider_until > now())
                  AND s.last_seen + :idle * interval '1 second' > now()""")
                .param("hash", HexFormat.of().parseHex(hash))
                .param("idle", idle.toSeconds())
                .query(JdbcBrowserSessionRepository::session)
                .optional();
    }

    /** At most once a minute; the use of a child counts for its parent. Returns whether something was written. */
    boolean seen(BrowserSession session) {
        return jdbc.sql("""
                UPDATE browser_sessions SET last_seen = now()
                WHERE id IN (:id, :parent) AND ended_at IS NULL AND last_seen < now() - interval '1 minute'""")
                        .param("id", session.id())
                        .param("parent", session.parent() == null ? session.id() : session.parent())
                        .update()
                > 0;
    }

    /** Ends a session with its parent and all of the parent's children. */
    List<WithdrawnCredential> end(long root) {
        return ended("(id = :key OR parent = :key)", root);
    }

    List<WithdrawnCredential> endAll(long userId) {
        return ended("user_id = :key", userId);
    }

    /**
     * The active sessions of a user, the most recently used first; sessions on a user's own host belong to their parents and are not
     * listed.
     */
    List<OpenSession> of(long userId, int limit) {
        return jdbc.sql("""
                SELECT s.*, least(s.expires, s.provider_until, s.last_seen + :idle * interval '1 second') AS until
                FROM browser_sessions s
                WHERE s.user_id = :user AND s.parent IS NULL AND s.ended_at IS NULL AND s.expires > now()
                  AND (s.provider_until IS NULL OR s.provider_until > now())
                  AND s.last_seen + :idle * interval '1 second' > now()
                ORDER BY s.last_seen DESC, s.id DESC LIMIT :limit""")
                .param("user", userId)
                .param("idle", idle.toSeconds())
                .param("limit", limit)
                .query((row, number) -> new OpenSession(
                        "s" + row.getLong("id"),
                        row.getString("provider"),
                        instant(row, "created"),
                        instant(row, "last_seen"),
                        instant(row, "until"),
                        row.getString("address"),
                        row.getString("user_agent")))
                .list();
    }

    /** The public ids of the OAuth tokens that end with this session of the user; empty if it is not the user's or has ended. */
    Optional<String> publicIdOf(long userId, long id) {
        return jdbc.sql("""
                SELECT public_id FROM browser_sessions
                WHERE id = :id AND user_id = :user AND parent IS NULL AND ended_at IS NULL""")
                .param("id", id)
                .param("user", userId)
                .query((row, number) -> row.getString(1))
                .optional();
    }

    /** Until when this session is open, locked against its end; empty if it has ended. */
    Optional<Instant> lockOpen(long userId, String publicId) {
        return jdbc.sql("""
                SELECT least(s.expires, s.provider_until, s.last_seen + :idle * interval '1 second') AS until
                FROM browser_sessions s
                WHERE s.user_id = :user AND s.public_id = :publicId AND s.parent IS NULL AND s.ended_at IS NULL
                  AND s.expires > now() AND (s.provider_until IS NULL OR s.provider_until > now())
                  AND s.last_seen + :idle * interval '1 second' > now()
                FOR SHARE""")
                .param("idle", idle.toSeconds())
                .param("user", userId)
                .param("publicId", publicId)
                .query((row, number) -> instant(row, "until"))
                .optional();
    }

    /** The provider that authenticated the person of an active session. */
    Optional<String> provider(String hash) {
        return jdbc.sql("SELECT provider FROM browser_sessions WHERE hash = :hash AND ended_at IS NULL")
                .param("hash", HexFormat.of().parseHex(hash))
                .query(String.class)
                .optional();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Removes rows that are no longer needed; they are kept for a day for investigations. */
    int removeOld() {
        return jdbc.sql("""
                DELETE FROM browser_sessions
                WHERE expires < now() - interval '1 day' OR ended_at < now() - interval '1 day'""").update();
    }

    private List<WithdrawnCredential> ended(String where, long key) {
        return jdbc.sql("UPDATE browser_sessions SET ended_at = now() WHERE ended_at IS NULL AND " + where
                        + " RETURNING hash, expires")
                .param("key", key)
                .query((row, number) -> new WithdrawnCredential(
                        HexFormat.of().formatHex(row.getBytes("hash")),
                        row.getObject("expires", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static BrowserSession session(ResultSet row, int number) throws SQLException {
        return new BrowserSession(
                row.getLong("id"),
                HexFormat.of().formatHex(row.getBytes("hash")),
                row.getString("public_id"),
                row.getLong("user_id"),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                parent(row),
                row.getBoolean("password_due"));
    }

    private static @Nullable Long parent(ResultSet row) throws SQLException {
        long parent = row.getLong("parent");
        return row.wasNull() ? null : parent;
    }
}
