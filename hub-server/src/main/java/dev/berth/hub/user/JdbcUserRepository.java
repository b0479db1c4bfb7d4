package dev.berth.hub.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcUserRepository {

    private static final String SELECT = "SELECT u.*, i.uid, i.gid FROM users u JOIN uids i ON i.user_id = u.id ";

    private final JdbcClient jdbc;
    private final ObjectProvider<ServerConditions> servers;

    JdbcUserRepository(JdbcClient jdbc, ObjectProvider<ServerConditions> servers) {
        this.jdbc = jdbc;
        this.servers = servers;
    }

    Optional<User> byId(long id) {
        return jdbc.sql(SELECT + "WHERE u.id = :id")
                .param("id", id)
                .query(JdbcUserRepository::user)
                .optional();
    }

    Optional<User> byName(UserName name) {
        return jdbc.sql(SELECT + "WHERE u.name = :name")
                .param("name", name.value())
                .query(JdbcUserRepository::user)
                .optional();
    }

    /** Which of these names users have. */
    Set<UserName> existing(Collection<UserName> names) {
        return new HashSet<>(jdbc.sql("SELECT name FROM users WHERE name = ANY (:names)")
                .param("names", names.stream().map(UserName::value).toArray(String[]::new))
                .query((row, number) -> new UserName(row.getString(1)))
                .list());
    }

    /** Locked until the end of the transaction, so that changes of one account are serialized. */
    Optional<User> lock(long id) {
        return jdbc.sql(SELECT + "WHERE u.id = :id FOR UPDATE OF u")
                .param("id", id)
                .query(JdbcUserRepository::user)
                .optional();
    }

    Optional<User> byIdentity(String provider, String subject) {
        return jdbc.sql(SELECT
                        + "JOIN identities d ON d.user_id = u.id WHERE d.provider = :provider AND d.subject = :subject")
                .param("provider", provider)
                .param("subject", subject)
                .query(JdbcUserRepository::user)
                .optional();
    }

    List<User> list(UserQuery query) {
        String order = " ORDER BY u." + query.sort().column()
                + (query.descending() ? " DESC NULLS LAST" : " NULLS FIRST") + ", u.id";
        return filtered(SELECT, query, order + " OFFSET :offset LIMIT :limit")
                .param("offset", query.offset())
                .param("limit", query.limit())
                .query(JdbcUserRepository::user)
                .list();
    }

    long count(UserQuery query) {
        return filtered("SELECT count(*) FROM users u ", query, "")
                .query(Long.class)
                .single();
    }

    List<UserIdentity> identities(long userId) {
        return jdbc.sql(
                        "SELECT provider, subject, created, gone_since FROM identities WHERE user_id = :user ORDER BY created, provider")
                .param("user", userId)
                .query((row, number) -> new UserIdentity(
                        row.getString("provider"),
                        row.getString("subject"),
                        row.getObject("created", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("gone_since", OffsetDateTime.class))))
                .list();
    }

    /** True if this was not recorded before. */
    boolean markGone(String provider, String subject, String why) {
        return jdbc.sql("UPDATE identities SET gone_since = now(), gone_why = :why "
                                + "WHERE provider = :provider AND subject = :subject AND gone_since IS NULL")
                        .param("why", why.length() > 500 ? why.substring(0, 500) : why)
                        .param("provider", provider)
                        .param("subject", subject)
                        .update()
                == 1;
    }

    void markHere(String provider, String subject) {
        jdbc.sql("UPDATE identities SET gone_since = NULL, gone_why = NULL "
                        + "WHERE provider = :provider AND subject = :subject AND gone_since IS NOT NULL")
                .param("provider", provider)
                .param("subject", subject)
                .update();
    }

    UidOrigin uidOrigin(long userId) {
        return jdbc.sql("SELECT origin FROM uids WHERE user_id = :user")
                .param("user", userId)
                .query((row, number) -> UidOrigin.valueOf(row.getString("origin")))
                .single();
    }

    boolean anyUser() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM users)")
                .query(Boolean.class)
                .single();
    }

    /** False if the name is already taken. */
    boolean reserveHome(String home) {
        return jdbc.sql("INSERT INTO runtime_homes (name) VALUES (:home) ON CONFLICT DO NOTHING")
                        .param("home", home)
                        .update()
                == 1;
    }

    long insert(NewUser user, String home) {
        return jdbc.sql(
                        "INSERT INTO users (name, display, admin, runtime_home) VALUES (:name, :display, :admin, :home) RETURNING id")
                .param("name", user.name().value())
                .param("display", user.display())
                .param("admin", user.admin())
                .param("home", home)
                .query(Long.class)
                .single();
    }

    boolean linkIdentity(long userId, String provider, String subject) {
        return jdbc.sql(
                                "INSERT INTO identities (provider, subject, user_id) VALUES (:provider, :subject, :user) ON CONFLICT DO NOTHING")
                        .param("provider", provider)
                        .param("subject", subject)
                        .param("user", userId)
                        .update()
                == 1;
    }

    boolean unlinkIdentity(long userId, String provider, String subject) {
        return jdbc.sql("DELETE FROM identities WHERE provider = :provider AND subject = :subject AND user_id = :user")
                        .param("provider", provider)
                        .param("subject", subject)
                        .param("user", userId)
                        .update()
                == 1;
    }

    void rename(long id, UserName name) {
        jdbc.sql("UPDATE users SET name = :name WHERE id = :id")
                .param("name", name.value())
                .param("id", id)
                .update();
        jdbc.sql("UPDATE uids SET owner_name = :name WHERE user_id = :id")
                .param("name", name.value())
                .param("id", id)
                .update();
    }

    void setActive(long id, boolean active) {
        jdbc.sql(
                        "UPDATE users SET state = :state, enabled = CASE WHEN :active THEN now() ELSE enabled END WHERE id = :id")
                .param("active", active)
                .param("state", active ? "ACTIVE" : "DISABLED")
                .param("id", id)
                .update();
    }

    void setAdmin(long id, boolean admin) {
        jdbc.sql("UPDATE users SET admin = :admin WHERE id = :id")
                .param("admin", admin)
                .param("id", id)
                .update();
    }

    /** Locks every active administrator, so that two of them cannot remove each other at the same time. */
    boolean isLastAdmin(long id) {
        return jdbc.sql("SELECT id FROM users WHERE admin AND state = 'ACTIVE' ORDER BY id FOR UPDATE")
                .query((row, number) -> row.getLong("id"))
                .list()
                .equals(List.of(id));
    }

    void delete(long id) {
        jdbc.sql("DELETE FROM users WHERE id = :id").param("id", id).update();
    }

    void seen(long id, Instant at) {
        jdbc.sql("UPDATE users SET last_seen = :at WHERE id = :id AND (last_seen IS NULL OR last_seen < :at)")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    void created(long id, Instant at) {
        jdbc.sql("UPDATE users SET created = :at WHERE id = :id")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    private JdbcClient.StatementSpec filtered(String select, UserQuery query, String end) {
        UserConditions conditions = UserConditions.of(query, servers);
        return jdbc.sql(select + conditions.where() + end).params(conditions.values());
    }

    static User user(ResultSet row, int number) throws SQLException {
        return new User(
                row.getLong("id"),
                new UserName(row.getString("name")),
                row.getString("display"),
                row.getString("state").equals("ACTIVE"),
                row.getBoolean("admin"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                instant(row.getObject("last_seen", OffsetDateTime.class)),
                row.getString("runtime_home"),
                row.getLong("uid"),
                row.getLong("gid"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
