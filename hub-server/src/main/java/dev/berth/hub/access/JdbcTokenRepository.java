package dev.berth.hub.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcTokenRepository {

    private static final String LIVE = "(expires_at IS NULL OR expires_at > now())";

    private final JdbcClient jdbc;

    JdbcTokenRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ApiToken insert(TokenWish wish, String hash, List<String> scopes) {
        Long seconds =
                wish.lifetime() == null ? null : Math.max(1, wish.lifetime().toSeconds());
        return jdbc.sql("""
                INSERT INTO api_tokens (hash, user_id, scopes, note, expires_at, server_name, session_id, oauth_client)
                VALUES (:hash, :user, CAST(:scopes AS text[]), :note, now() + CAST(:seconds AS bigint) * interval '1 second',
                        :server, :session, :client) RETURNING *""")
                .param("hash", HexFormat.of().parseHex(hash))
                .param("user", wish.userId())
                .param("scopes", scopes.toArray(String[]::new))
                .param("note", wish.note())
                .param("seconds", seconds)
                .param("server", wish.server())
                .param("session", wish.sessionId())
                .param("client", wish.oauthClient())
                .query(JdbcTokenRepository::token)
                .single();
    }

    /** The number of valid tokens that a user, or a program on their behalf, requested; none can be added until the transaction ends. */
    int lockAndCountOwn(long userId) {
        jdbc.sql("SELECT id FROM users WHERE id = :user FOR NO KEY UPDATE")
                .param("user", userId)
                .query(Long.class)
                .optional();
        return jdbc.sql("SELECT count(*) FROM api_tokens WHERE user_id = :user AND server_name IS NULL"
                        + " AND oauth_client IS NULL AND " + LIVE)
                .param("user", userId)
                .query(Integer.class)
                .single();
    }

    Optional<ApiToken> byHash(String hash) {
        return jdbc.sql("SELECT * FROM api_tokens WHERE hash = :hash AND " + LIVE)
                .param("hash", HexFormat.of().parseHex(hash))
                .query(JdbcTokenRepository::token)
                .optional();
    }

    /** At most once a minute, so that a busy token does not cause a write for each request. */
    void used(long number) {
        jdbc.sql("""
                UPDATE api_tokens SET last_activity = now()
                WHERE id = :id AND (last_activity IS NULL OR last_activity < now() - interval '1 minute')""").param("id", number).update();
    }

    List<ApiToken> of(long userId) {
        jdbc.sql("DELETE FROM api_tokens WHERE user_id = :user AND NOT " + LIVE)
                .param("user", userId)
                .update();
        return jdbc.sql("SELECT * FROM api_tokens WHERE user_id = :user ORDER BY id")
                .param("user", userId)
                .query(JdbcTokenRepository::token)
                .list();
    }

    Optional<ApiToken> byNumber(long userId, long number) {
        return jdbc.sql("SELECT * FROM api_tokens WHERE user_id = :user AND id = :id AND " + LIVE)
                .param("user", userId)
                .param("id", number)
                .query(JdbcTokenRepository::token)
                .optional();
    }

    List<Removed> removeAll(long userId) {
        return removed("user_id = :a", userId, null);
    }

    List<Removed> remove(long userId, long number) {
        return removed("user_id = :a AND id = :b", userId, number);
    }

    List<Removed> removeOfClient(long userId, String client) {
        return removed("user_id = :a AND oauth_client = :b", userId, client);
    }

    List<Removed> removeOfClient(String client) {
        return removed("oauth_client = :a", client, null);
    }

    List<String> clients() {
        return jdbc.sql("SELECT DISTINCT oauth_client FROM api_tokens WHERE oauth_client IS NOT NULL")
                .query((row, number) -> row.getString("oauth_client"))
                .list();
    }

    Optional<String> hashOfServer(long userId, String server) {
        return jdbc.sql(
                        "SELECT hash FROM api_tokens WHERE user_id = :user AND server_name = :server AND oauth_client IS NULL"
                                + " AND " + LIVE + " ORDER BY id DESC LIMIT 1")
                .param("user", userId)
                .param("server", server)
                .query((row, number) -> HexFormat.of().formatHex(row.getBytes("hash")))
                .optional();
    }

    List<Removed> removeOfServer(long userId, String server) {
        return removed("user_id = :a AND server_name = :b", userId, server);
    }

    List<Removed> removeOfSession(long userId, String session) {
        return removed("user_id = :a AND session_id = :b", userId, session);
    }

    /** A deleted token, and what the proxies must be told. */
    record Removed(ApiToken token, WithdrawnCredential withdrawn) {}

    private List<Removed> removed(String where, Object a, @Nullable Object b) {
        return jdbc.sql("DELETE FROM api_tokens WHERE " + where + " RETURNING *")
                .param("a", a)
                .param("b", b)
                .query((row, number) -> {
                    ApiToken token = token(row, number);
                    Instant until = token.expiresAt() == null ? FAR : token.expiresAt();
                    return new Removed(
                            token, new WithdrawnCredential(HexFormat.of().formatHex(row.getBytes("hash")), until));
                })
                .list();
    }

    /** The withdrawal of a token that never expires must never be forgotten. */
    static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

    private static ApiToken token(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getLong("user_id"),
                List.of((String[]) row.getArray("scopes").getArray()),
                row.getString("note"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                instant(row, "last_activity"),
                instant(row, "expires_at"),
                row.getString("server_name"),
                row.getString("session_id"),
                row.getString("oauth_client"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
