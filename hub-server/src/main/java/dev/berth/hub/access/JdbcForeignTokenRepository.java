package dev.berth.hub.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcForeignTokenRepository {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    JdbcForeignTokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An unused imported token. */
    record Candidate(long number, String hashed) {
        @Override
        public String toString() {
            return "Candidate[" + number + "]";
        }
    }

    /** By what a token is known for good: not by its hash, which is needed only until its first use. */
    static byte[] source(String hashed) {
        return HexFormat.of().parseHex(CredentialHash.sha256(hashed));
    }

    boolean knows(byte[] source) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM imported_tokens WHERE source = :source)")
                .param("source", source)
                .query(Boolean.class)
                .single();
    }

    int countAlike(String prefix) {
        return jdbc.sql("SELECT count(*) FROM imported_tokens WHERE prefix = :prefix AND hashed IS NOT NULL"
                        + " AND token_id IS NOT NULL")
                .param("prefix", prefix)
                .query(Integer.class)
                .single();
    }

    long insert(ForeignToken token, long userId, byte[] source) {
        // A value with this hash is not known, so the token cannot be used by it.
        byte[] nothing = new byte[32];
        RANDOM.nextBytes(nothing);
        long number = jdbc.sql("""
                INSERT INTO api_tokens (hash, user_id, scopes, note, created, last_activity, expires_at)
                VALUES (:hash, :user, CAST(:scopes AS text[]), :note, :created, :used, :expires) RETURNING id""")
                .param("hash", nothing)
                .param("user", userId)
                .param("scopes", token.scopes().toArray(String[]::new))
                .param("note", token.note())
                .param("created", utc(token.created()))
                .param("used", utc(token.lastActivity()))
                .param("expires", utc(token.expiresAt()))
                .query(Long.class)
                .single();
        jdbc.sql(
                        "INSERT INTO imported_tokens (source, token_id, prefix, hashed) VALUES (:source, :id, :prefix, :hashed)")
                .param("source", source)
                .param("id", number)
                .param("prefix", token.prefix())
                .param("hashed", token.hashed())
                .update();
        return number;
    }

    List<Candidate> candidates(String prefix) {
        return jdbc.sql("""
                SELECT i.token_id, i.hashed FROM imported_tokens i JOIN api_tokens t ON t.id = i.token_id
                WHERE i.prefix = :prefix AND i.hashed IS NOT NULL AND (t.expires_at IS NULL OR t.expires_at > now())
                ORDER BY i.token_id LIMIT :most""")
                .param("prefix", prefix)
                .param("most", ForeignTokens.MOST_ALIKE)
                .query((row, index) -> new Candidate(row.getLong("token_id"), row.getString("hashed")))
                .list();
    }

    /** Only one of several replicas does it. */
    void redeem(long number, String hash) {
        int mine = jdbc.sql(
                        "UPDATE imported_tokens SET prefix = NULL, hashed = NULL WHERE token_id = :id AND hashed IS NOT NULL")
                .param("id", number)
                .update();
        if (mine == 1) {
            jdbc.sql("UPDATE api_tokens SET hash = :hash WHERE id = :id")
                    .param("hash", HexFormat.of().parseHex(hash))
                    .param("id", number)
                    .update();
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
