package dev.berth.hub.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Authorization codes. A used one is kept until it expires, so that its second use is noticed. */
@Repository
class JdbcCodeRepository {

    private final JdbcClient jdbc;

    JdbcCodeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores a code, which is valid for five minutes. */
    void insert(String hash, AuthorizationCode code) {
        jdbc.sql("""
                INSERT INTO oauth_codes (hash, client, user_id, session_id, redirect_uri, scopes, challenge, access_until, expires)
                VALUES (:hash, :client, :user, :session, :redirect, CAST(:scopes AS text[]), :challenge, :until,
                        now() + interval '5 minutes')""")
                .param("hash", HexFormat.of().parseHex(hash))
                .param("client", code.client())
                .param("user", code.userId())
                .param("session", code.sessionId())
                .param("redirect", code.redirectUri())
                .param("scopes", code.scopes().toArray(String[]::new))
                .param("challenge", code.challenge())
                .param("until", code.accessUntil().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A stored code, and the id of the token that was issued for it; null if it has not been used. */
    record Stored(AuthorizationCode code, @Nullable String token) {}

    /** The code with this hash that has not expired, locked until the transaction ends. */
    Optional<Stored> lock(String hash) {
        return jdbc.sql("SELECT * FROM oauth_codes WHERE hash = :hash AND expires > now() FOR UPDATE")
                .param("hash", HexFormat.of().parseHex(hash))
                .query(JdbcCodeRepository::stored)
                .optional();
    }

    void used(String hash, String token) {
        jdbc.sql("UPDATE oauth_codes SET token = :token WHERE hash = :hash")
                .param("token", token)
                .param("hash", HexFormat.of().parseHex(hash))
                .update();
    }

    int removeExpired() {
        return jdbc.sql("DELETE FROM oauth_codes WHERE expires < now()").update();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        AuthorizationCode code = new AuthorizationCode(
                row.getString("client"),
                row.getLong("user_id"),
                row.getString("session_id"),
                row.getString("redirect_uri"),
                List.of((String[]) row.getArray("scopes").getArray()),
                row.getString("challenge"),
                row.getObject("access_until", OffsetDateTime.class).toInstant());
        return new Stored(code, row.getString("token"));
    }
}
