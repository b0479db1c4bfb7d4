package dev.berth.hub.routing;

import dev.berth.hub.share.ShareWithdrawn;
import dev.berth.spi.route.Grant;
import dev.berth.spi.route.Route;
import dev.berth.spi.route.Withdrawal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The current routes, grants and withdrawals, from which a snapshot is created. */
@Repository
class RouteRepository {

    private final JdbcClient jdbc;

    RouteRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds or replaces a route.
     *
     * @param serverId the server to which it leads, or null
     * @param service the name of the service to which it leads, or null
     */
    void put(@Nullable Long serverId, @Nullable String service, Route route) {
        jdbc.sql("""
                        insert into routes (path, server_id, service, host, ip, port, mode, token, generation, account_uid)
                        values (:path, :server, :service, :host, :ip, :port, :mode, :token, :generation, :uid)
                        on conflict (path) do update
                        set server_id = excluded.server_id, service = excluded.service, host = excluded.host, ip = excluded.ip, port = excluded.port,
                            mode = excluded.mode, token = excluded.token, generation = excluded.generation, account_uid = excluded.account_uid
                        """)
                .param("path", route.path())
                .param("server", serverId)
                .param("service", service)
                .param("host", route.host())
                .param("ip", route.ip())
                .param("port", route.port())
                .param("mode", route.mode().name())
                .param("token", route.token())
                .param("generation", route.generation())
                .param("uid", route.uid())
                .update();
    }

    boolean remove(String path) {
        return jdbc.sql("delete from routes where path = ?").param(path).update() == 1;
    }

    Optional<Route> find(String path) {
        return jdbc.sql("select * from routes where path = ?")
                .param(path)
                .query(RouteRepository::route)
                .optional();
    }

    List<Route> routes() {
        return jdbc.sql("select * from routes").query(RouteRepository::route).list();
    }

    /** The routes to services, by name. */
    Map<String, Route> ofServices() {
        Map<String, Route> all = new HashMap<>();
        jdbc.sql("select * from routes where service is not null")
                .query((RowCallbackHandler) rs -> all.put(rs.getString("service"), route(rs, 0)));
        return all;
    }

    List<Grant> grants() {
        return jdbc.sql("select credential, path, until from grants where until > now()")
                .query((rs, index) -> new Grant(rs.getString(1), rs.getString(2), instant(rs, "until")))
                .list();
    }

    List<Withdrawal> withdrawals() {
        return jdbc.sql("select credential, until from withdrawals where until > now()")
                .query((rs, index) -> new Withdrawal(rs.getString(1), instant(rs, "until")))
                .list();
    }

    void grant(Grant grant, long userId) {
        jdbc.sql("""
                        insert into grants (credential, path, user_id, until) values (?, ?, ?, ?)
                        on conflict (credential, path) do update set until = excluded.until
                        """)
                .params(grant.credential(), grant.path(), userId, Timestamp.from(grant.until()))
                .update();
    }

    /** Deletes every grant of a user's credentials and returns the deleted grants. */
    List<Grant> revokeAllOf(long userId) {
        return jdbc.sql("delete from grants where user_id = ? returning credential, path, until")
                .param(userId)
                .query((rs, index) -> new Grant(rs.getString(1), rs.getString(2), instant(rs, "until")))
                .list();
    }

    /** Deletes every grant of other users for a user's servers and returns the deleted grants. */
    List<Grant> revokeVisitorsOf(long userId) {
        return jdbc.sql("""
                        delete from grants g using routes r, servers s
                        where r.path = g.path and s.id = r.server_id and s.user_id = ? and g.user_id <> s.user_id
                        returning g.credential, g.path, g.until
                        """)
                .param(userId)
                .query((rs, index) -> new Grant(rs.getString(1), rs.getString(2), instant(rs, "until")))
                .list();
    }

    /** Deletes every grant of the users of these shares for the server and returns the deleted grants. */
    List<Grant> revoke(ShareWithdrawn shares) {
        return jdbc.sql("""
                        delete from grants g using routes r, servers s
                        where r.path = g.path and s.id = r.server_id and s.user_id = :owner and s.name = :server
                          and (g.user_id = any (cast(:users as bigint[]))
                            or g.user_id in (select user_id from group_members where group_id = any (cast(:groups as bigint[]))))
                        returning g.credential, g.path, g.until
                        """)
                .param("owner", shares.ownerId())
                .param("server", shares.serverName())
                .param("users", shares.userIds().toArray(Long[]::new))
                .param("groups", shares.groupIds().toArray(Long[]::new))
                .query((rs, index) -> new Grant(rs.getString(1), rs.getString(2), instant(rs, "until")))
                .list();
    }

    void withdraw(Withdrawal withdrawal) {
        jdbc.sql("delete from grants where credential = ?")
                .param(withdrawal.credential())
                .update();
        jdbc.sql("""
                        insert into withdrawals (credential, until) values (?, ?)
                        on conflict (credential) do update set until = greatest(withdrawals.until, excluded.until)
                        """)
                .params(withdrawal.credential(), Timestamp.from(withdrawal.until()))
                .update();
    }

    /** Deletes what has expired. */
    void forgetEnded() {
        jdbc.sql("delete from grants where until < now()").update();
        jdbc.sql("delete from withdrawals where until < now()").update();
        jdbc.sql("delete from host_entries where expires_at < now()").update();
    }

    private static Route route(ResultSet rs, int index) throws SQLException {
        return new Route(
                rs.getString("path"),
                rs.getString("host"),
                rs.getString("ip"),
                rs.getInt("port"),
                Route.Mode.valueOf(rs.getString("mode")),
                rs.getString("token"),
                rs.getLong("generation"),
                rs.getObject("account_uid", Long.class));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getTimestamp(column).toInstant();
    }
}
