package dev.berth.hub.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcShareRepository {

    private static final String FROM = """
            FROM shares s JOIN users o ON o.id = s.owner_id LEFT JOIN users u ON u.id = s.user_id LEFT JOIN groups g ON g.id = s.group_id
            """;

    private static final String SELECT = """
            SELECT s.id, s.owner_id, o.name AS owner, s.server_name, s.scopes, s.user_id, s.group_id, u.name AS user_name,
                   g.name AS group_name, s.created
            """ + FROM;

    private static final String OF_SERVER = "s.owner_id = :owner AND s.server_name = :server";

    private final JdbcClient jdbc;

    JdbcShareRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps a server and its owner from being removed until the transaction ends. Always the first lock of a change.
     *
     * @return whether the server exists; a default server does not need a row
     */
    boolean lock(SharedServer server) {
        return lock(server, "FOR KEY SHARE");
    }

    /** The same, locked until the transaction ends: other shares or codes of this owner wait, because they are counted first. */
    boolean lockToAdd(SharedServer server) {
        return lock(server, "FOR NO KEY UPDATE");
    }

    private boolean lock(SharedServer server, String strength) {
        boolean owner = jdbc.sql("SELECT id FROM users WHERE id = ? " + strength)
                .param(server.ownerId())
                .query(Long.class)
                .optional()
                .isPresent();
        boolean row = jdbc.sql("SELECT id FROM servers WHERE user_id = ? AND name = ? FOR SHARE")
                .params(server.ownerId(), server.name())
                .query(Long.class)
                .optional()
                .isPresent();
        return owner && (row || server.name().isEmpty());
    }

    List<Share> page(ShareQuery query, int offset, int limit) {
        return where(SELECT, query, " ORDER BY s.id OFFSET :offset LIMIT :limit")
                .param("offset", offset)
                .param("limit", limit)
                .query(JdbcShareRepository::share)
                .list();
    }

    long count(ShareQuery query) {
        return where("SELECT count(*) " + FROM, query, "").query(Long.class).single();
    }

    private JdbcClient.StatementSpec where(String select, ShareQuery query, String end) {
        return switch (query) {
            case ShareQuery.OfOwner(long owner) ->
                jdbc.sql(select + "WHERE s.owner_id = :owner" + end).param("owner", owner);
            case ShareQuery.OfServer(SharedServer server) ->
                jdbc.sql(select + "WHERE " + OF_SERVER + end)
                        .param("owner", server.ownerId())
                        .param("server", server.name());
            case ShareQuery.WithUser(long user) -> jdbc.sql(select + """
                        WHERE s.id IN (SELECT id FROM shares WHERE user_id = :user UNION ALL
                            SELECT t.id FROM shares t JOIN group_members m ON m.group_id = t.group_id WHERE m.user_id = :user)
                        """ + end).param("user", user);
            case ShareQuery.WithGroup(long group) ->
                jdbc.sql(select + "WHERE s.group_id = :group" + end).param("group", group);
        };
    }

    Optional<Share> find(SharedServer server, Recipient.Kind kind, long recipientId) {
        return jdbc.sql(SELECT + "WHERE " + OF_SERVER + " AND s." + column(kind) + " = :recipient")
                .param("owner", server.ownerId())
                .param("server", server.name())
                .param("recipient", recipientId)
                .query(JdbcShareRepository::share)
                .optional();
    }

    Optional<Share> byId(long id) {
        return byId(id, "");
    }

    /** A share, locked until the transaction ends. */
    Optional<Share> lock(long id) {
        return byId(id, " FOR UPDATE OF s");
    }

    private Optional<Share> byId(long id, String end) {
        return jdbc.sql(SELECT + "WHERE s.id = ?" + end)
                .param(id)
                .query(JdbcShareRepository::share)
                .optional();
    }

    /** Adds scopes to the recipient's share, which is created if there is none. */
    void add(SharedServer server, Recipient.Kind kind, long recipientId, Set<String> names) {
        jdbc.sql("INSERT INTO shares (owner_id, server_name, " + column(kind) + """
                , scopes) VALUES (:owner, :server, :recipient, CAST(:scopes AS text[]))
                ON CONFLICT (owner_id, server_name, user_id, group_id) DO UPDATE
                SET scopes = ARRAY(SELECT DISTINCT unnest(shares.scopes || excluded.scopes))""")
                .param("owner", server.ownerId())
                .param("server", server.name())
                .param("recipient", recipientId)
                .param("scopes", array(names))
                .update();
    }

    void keep(long id, Set<String> names) {
        jdbc.sql("UPDATE shares SET scopes = CAST(:scopes AS text[]) WHERE id = :id")
                .param("scopes", array(names))
                .param("id", id)
                .update();
    }

    void delete(long id) {
        jdbc.sql("DELETE FROM shares WHERE id = ?").param(id).update();
    }

    /** Deletes all shares of a server. */
    void deleteOf(long ownerId, String serverName) {
        jdbc.sql("DELETE FROM shares WHERE owner_id = ? AND server_name = ?")
                .params(ownerId, serverName)
                .update();
    }

    /** Deletes all shares that a user has made or received. */
    void deleteOfUser(long userId) {
        jdbc.sql("DELETE FROM shares WHERE owner_id = :user OR user_id = :user")
                .param("user", userId)
                .update();
    }

    /** A scope of a share, and the server to which it is limited. */
    record SharedScope(SharedServer server, String name) {}

    /** What is shared with a user, directly or as a member of a group. */
    List<SharedScope> scopesOf(long userId) {
        return jdbc.sql("""
                SELECT s.owner_id, o.name AS owner, s.server_name, unnest(s.scopes) AS scope
                FROM (SELECT owner_id, server_name, scopes FROM shares WHERE user_id = :user UNION ALL
                      SELECT t.owner_id, t.server_name, t.scopes FROM shares t JOIN group_members m ON m.group_id = t.group_id
                      WHERE m.user_id = :user) s
                JOIN users o ON o.id = s.owner_id""")
                .param("user", userId)
                .query((row, number) -> new SharedScope(server(row), row.getString("scope")))
                .list();
    }

    private static String column(Recipient.Kind kind) {
        return switch (kind) {
            case USER -> "user_id";
            case GROUP -> "group_id";
        };
    }

    private static String[] array(Set<String> names) {
        return names.stream().sorted().toArray(String[]::new);
    }

    static SharedServer server(ResultSet row) throws SQLException {
        return new SharedServer(row.getLong("owner_id"), row.getString("owner"), row.getString("server_name"));
    }

    static Set<String> names(ResultSet row) throws SQLException {
        return Set.copyOf(List.of((String[]) row.getArray("scopes").getArray()));
    }

    private static Share share(ResultSet row, int number) throws SQLException {
        @Nullable String user = row.getString("user_name");
        Recipient recipient = user == null
                ? new Recipient(Recipient.Kind.GROUP, row.getString("group_name"))
                : new Recipient(Recipient.Kind.USER, user);
        return new Share(
                row.getLong("id"),
                server(row),
                names(row),
                recipient,
                row.getLong(user == null ? "group_id" : "user_id"),
                row.getObject("created", OffsetDateTime.class).toInstant());
    }

    /** Those of another server that had the new name are gone with it already. */
    void rename(long owner, String from, String to) {
        jdbc.sql("UPDATE shares SET server_name = :to WHERE owner_id = :owner AND server_name = :from")
                .param("to", to)
                .param("owner", owner)
                .param("from", from)
                .update();
    }
}
