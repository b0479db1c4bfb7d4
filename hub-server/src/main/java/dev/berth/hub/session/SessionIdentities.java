package dev.berth.hub.session;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.keys.Sealing;
import dev.berth.spi.identity.ExternalIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The identity from which each active session came, the data that its provider wants to keep (sealed), and when to ask the provider again.
 * All times are those of the database.
 */
@Repository
public class SessionIdentities {

    /** Longer than any provider takes: after this time a hub that has claimed a row counts as dead. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private static final String LIVE = """
            s.parent IS NULL AND s.ended_at IS NULL AND s.expires > now()
            AND (s.provider_until IS NULL OR s.provider_until > now())
            AND s.last_seen + :idle * interval '1 second' > now()""";

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final IdentityProperties properties;
    private final long idle;

    SessionIdentities(JdbcClient jdbc, Sealing sealing, IdentityProperties properties, SessionLifetimes lifetimes) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.properties = properties;
        this.idle = lifetimes.idle().toSeconds();
    }

    /** Records where a session that was just opened came from, in the caller's transaction. */
    public void keep(IssuedSession issued, ExternalIdentity identity, SessionTerms terms) {
        long session = jdbc.sql("""
                        UPDATE browser_sessions SET provider_until = :until WHERE hash = :hash RETURNING id""")
                .param("until", utc(terms.until()))
                .param("hash", HexFormat.of().parseHex(CredentialHash.sha256(issued.value())))
                .query(Long.class)
                .single();
        jdbc.sql("""
                INSERT INTO session_identities (session, provider, subject, name, provider_session, memory, due)
                VALUES (:session, :provider, :subject, :name, :providerSession, :memory, now() + :seconds * interval '1 second')""")
                .param("session", session)
                .param("provider", identity.provider())
                .param("subject", identity.subject())
                .param("name", identity.name())
                .param("providerSession", terms.providerSession())
                .param("memory", sealed("session " + session, terms.memory()))
                .param("seconds", seconds(terms.until()))
                .update();
    }

    /** Claims active sessions that are due for a query of their provider. */
    public List<SessionIdentity> claimDue(int limit) {
        return claim("i.due <= now()", 0, limit);
    }

    /** Claims one active session of this user for each identity, the most recently used one, whether or not it is due. */
    public List<SessionIdentity> claimOf(long userId) {
        String latest = """
                s.user_id = :user AND s.id = (
                    SELECT t.id FROM browser_sessions t JOIN session_identities j ON j.session = t.id
                    WHERE t.user_id = s.user_id AND j.provider = i.provider AND j.subject = i.subject AND %s
                    ORDER BY t.last_seen DESC, t.id DESC LIMIT 1)""".formatted(LIVE.replace("s.", "t."));
        return claim(latest, userId, 10);
    }

    private List<SessionIdentity> claim(String which, long userId, int limit) {
        return jdbc.sql("""
                WITH chosen AS (
                    SELECT i.session, s.user_id FROM session_identities i JOIN browser_sessions s ON s.id = i.session
                    WHERE (i.claimed_until IS NULL OR i.claimed_until < now()) AND %s AND %s
                    ORDER BY i.due LIMIT :limit FOR UPDATE OF i SKIP LOCKED)
                UPDATE session_identities i SET claim = claim + 1, claimed_until = now() + :claim * interval '1 second'
                FROM chosen WHERE i.session = chosen.session RETURNING i.*, chosen.user_id""".formatted(LIVE, which))
                .param("idle", idle)
                .param("user", userId)
                .param("limit", limit)
                .param("claim", CLAIM.toSeconds())
                .query(SessionIdentities::identity)
                .list();
    }

    /** Whether the provider has confirmed the user within this time, by any active session, or is being asked at this moment. */
    public boolean askedWithin(long userId, Duration time) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM session_identities i JOIN browser_sessions s ON s.id = i.session
                WHERE s.user_id = :user AND %s
                  AND (i.asked > now() - :seconds * interval '1 second' OR i.claimed_until > now()))""".formatted(LIVE))
                .param("idle", idle)
                .param("user", userId)
                .param("seconds", time.toSeconds())
                .query(Boolean.class)
                .single();
    }

    /** The data kept for the provider. Empty if it can no longer be read. */
    public Optional<String> memory(SessionIdentity identity) {
        return identity.memory() == null
                ? Optional.empty()
                : sealing.open(Sealing.MEMORY, identity.place(), identity.memory());
    }

    /**
     * The provider still confirms the person: stores what it wants to keep and until when its session lasts. Does nothing under an older
     * claim.
     */
    @Transactional
    public void vouched(SessionIdentity claimed, String name, @Nullable String memory, @Nullable Instant until) {
        boolean ours = release(claimed, memory, seconds(until), "asked = now(), name = :name", name);
        if (ours) {
            jdbc.sql("UPDATE browser_sessions SET provider_until = :until WHERE id = :session")
                    .param("until", utc(until))
                    .param("session", claimed.session())
                    .update();
        }
    }

    /** The provider could not be asked: stores what it wants to keep and schedules the next query soon. */
    public void unanswered(SessionIdentity claimed, @Nullable String memory) {
        long soon = Math.min(properties.refreshInterval().toSeconds(), 60);
        release(claimed, memory, soon, "name = :name", claimed.name());
    }

    private boolean release(SessionIdentity claimed, @Nullable String memory, long seconds, String set, String name) {
        return jdbc.sql("UPDATE session_identities SET memory = :memory, claimed_until = NULL, "
                                + "due = now() + :seconds * interval '1 second', " + set
                                + " WHERE session = :session AND claim = :claim")
                        .param("memory", sealed(claimed.place(), memory))
                        .param("seconds", seconds)
                        .param("name", name)
                        .param("session", claimed.session())
                        .param("claim", claimed.claim())
                        .update()
                == 1;
    }

    /** Deletes the data of sessions that have ended and are never queried again. */
    void forgetEnded() {
        jdbc.sql("""
                UPDATE session_identities i SET memory = NULL FROM browser_sessions s
                WHERE s.id = i.session AND i.memory IS NOT NULL
                  AND (s.ended_at IS NOT NULL OR s.expires < now() OR s.provider_until < now())""").update();
    }

    /** Open sessions that came from this identity, or from this session of the provider, as {@code (session, user)}. */
    public List<OfUser> open(String provider, @Nullable String subject, @Nullable String providerSession) {
        return jdbc.sql("""
                SELECT s.id, s.user_id FROM session_identities i JOIN browser_sessions s ON s.id = i.session
                WHERE i.provider = :provider AND s.ended_at IS NULL AND s.expires > now()
                  AND (CAST(:subject AS text) IS NULL OR i.subject = :subject)
                  AND (CAST(:providerSession AS text) IS NULL OR i.provider_session = :providerSession)
                ORDER BY s.id""")
                .param("provider", provider)
                .param("subject", subject)
                .param("providerSession", providerSession)
                .query((row, number) -> new OfUser(row.getLong("id"), row.getLong("user_id")))
                .list();
    }

    /**
     * A session.
     *
     * @param session its number
     * @param userId the user to whom it belongs
     */
    public record OfUser(long session, long userId) {}

    private byte @Nullable [] sealed(String place, @Nullable String memory) {
        return memory == null ? null : sealing.seal(Sealing.MEMORY, place, memory);
    }

    /** Well before the provider's session ends, if its end is known. */
    private long seconds(@Nullable Instant until) {
        long usual = properties.refreshInterval().toSeconds();
        return until == null
                ? usual
                : Math.clamp(Duration.between(Instant.now(), until).toSeconds() / 2, 1, usual);
    }

    private static java.time.@Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static SessionIdentity identity(ResultSet row, int number) throws SQLException {
        return new SessionIdentity(
                row.getLong("session"),
                row.getLong("user_id"),
                row.getString("provider"),
                row.getString("subject"),
                row.getString("name"),
                row.getBytes("memory"),
                row.getLong("claim"));
    }
}
