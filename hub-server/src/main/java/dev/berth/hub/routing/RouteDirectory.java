package dev.berth.hub.routing;

import java.util.List;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The routes to servers as sent to proxies, without the servers' tokens. Read-only. */
@Repository
public class RouteDirectory {

    private final JdbcClient jdbc;

    RouteDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A route.
     *
     * @param path the path below the base URL, with a slash at both ends
     * @param ip the address that the spawner reported
     * @param userName the user who owns the server
     * @param serverName name of the server; empty for the default server
     */
    public record RouteView(String path, String ip, int port, String userName, String serverName) {}

    /** One page of all routes, by path. */
    public List<RouteView> page(int offset, int limit) {
        return jdbc.sql("""
                        select r.path, r.ip, r.port, u.name as user_name, s.name as server_name
                        from routes r join servers s on s.id = r.server_id join users u on u.id = s.user_id
                        order by r.path offset ? limit ?
                        """)
                .params(offset, limit)
                .query(DataClassRowMapper.newInstance(RouteView.class))
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from routes where server_id is not null")
                .query(Long.class)
                .single();
    }
}
