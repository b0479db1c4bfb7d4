package dev.berth.hub.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Codes. Those that have expired count as deleted. Times are compared by the database's clock. */
@Repository
class JdbcShareCodeRepository {

    private static final String SELECT =
            "SELECT c.*, o.name AS owner FROM share_codes c JOIN users o ON o.id = c.owner_id ";
    private static final String LIVE = "c.expires > now()";

    private final JdbcClient jdbc;

    JdbcShareCodeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    ShareCode insert(SharedServer server, String hash, Set<String> names, Duration lifetime) {
        long number = jdbc.sql("""
                INSERT INTO share_codes (hash, owner_id, server_name, scopes, expires)
                VALUES (:hash, :owner, :server, CAST(:scopes AS text[]), now() + :seconds * interval '1 second') RETURNING id""")
                .param("hash", HexFormat.of().parseHex(hash))
                .param("owner", server.ownerId())
                .param("server", server.name())
                .param("scopes", names.stream().sorted().toArray(String[]::new))
                .param("seconds", lifetime.toSeconds())
                .query(Long.class)
                .single();
        return jdbc.sql(SELECT + "WHERE c.id = ?")
                .param(number)
                .query(JdbcShareCodeRepository::code)
                .single();
    }

    /**
     * One page of the codes of an owner, the oldest first.
     *
     * @param serverName null for all servers
     */
    List<ShareCode> page(long ownerId, @Nullable String serverName, int offset, int limit) {
        return of(SELECT, ownerId, serverName, " ORDER BY c.id OFFSET :offset LIMIT :limit")
                .param("offset", offset)
                .param("limit", limit)
                .query(JdbcShareCodeRepository::code)
                .list();
    }

    long count(long ownerId, @Nullable String serverName) {
        return of("SELECT count(*) FROM share_codes c ", ownerId, serverName, "")
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec of(String select, long ownerId, @Nullable String serverName, String end) {
        String ofServer = serverName == null ? "" : " AND c.server_name = :server";
        JdbcClient.StatementSpec statement = jdbc.sql(select + "WHERE c.owner_id = :owner AND " + LIVE + ofServer + end)
                .param("owner", ownerId);
        return serverName == null ? statement : statement.param("server", serverName);
    }

    /** The code with this hash, if its owner's account is open. */
    Optional<ShareCode> find(String hash) {
        return byHash(hash, "");
    }

    /** The same, locked until the transaction ends, so that it cannot be used twice at once. */
    Optional<ShareCode> lock(String hash) {
        return byHash(hash, " FOR UPDATE OF c");
    }

    private Optional<ShareCode> byHash(String hash, String end) {
        return jdbc.sql(SELECT + "WHERE c.hash = ? AND o.state = 'ACTIVE' AND " + LIVE + end)
                .param(HexFormat.of().parseHex(hash))
                .query(JdbcShareCodeRepository::code)
                .optional();
    }

    void used(long number) {
        jdbc.sql("UPDATE share_codes SET exchange_count = exchange_count + 1, last_exchanged = now() WHERE id = ?")
                .param(number)
                .update();
    }

    /** Deletes the code of a server with this hash; what it had, if there was one. */
    Optional<ShareCode> delete(SharedServer server, String hash) {
        return delete(server, "hash = :key", HexFormat.of().parseHex(hash)).stream()
                .findFirst();
    }

    Optional<ShareCode> delete(SharedServer server, long number) {
        return delete(server, "id = :key", number).stream().findFirst();
    }

    private List<ShareCode> delete(SharedServer server, String which, Object key) {
        return jdbc.sql("WITH c AS (DELETE FROM share_codes WHERE owner_id = :owner AND server_name = :server AND "
                        + which + " RETURNING *) SELECT c.*, o.name AS owner FROM c JOIN users o ON o.id = c.owner_id"
                        + " WHERE " + LIVE)
                .param("owner", server.ownerId())
                .param("server", server.name())
                .param("key", key)
                .query(JdbcShareCodeRepository::code)
                .list();
    }

    /** Deletes all codes of a server. */
    int deleteOf(long ownerId, String serverName) {
        return jdbc.sql("DELETE FROM share_codes WHERE owner_id = ? AND server_name = ?")
                .params(ownerId, serverName)
                .update();
    }

    int removeExpired() {
        return jdbc.sql("DELETE FROM share_codes WHERE expires < now()").update();
    }

    private static ShareCode code(ResultSet row, int number) throws SQLException {
        return new ShareCode(
                row.getLong("id"),
                JdbcShareRepository.server(row),
                JdbcShareRepository.names(row),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getObject("expires", OffsetDateTime.class).toInstant(),
                row.getLong("exchange_count"),
                instant(row));
    }

    private static @Nullable Instant instant(ResultSet row) throws SQLException {
        OffsetDateTime time = row.getObject("last_exchanged", OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** Those of another server that had the new name are gone with it already. */
    void rename(long owner, String from, String to) {
        jdbc.sql("UPDATE share_codes SET server_name = :to WHERE owner_id = :owner AND server_name = :from")
                .param("to", to)
                .param("owner", owner)
                .param("from", from)
                .update();
    }
}
