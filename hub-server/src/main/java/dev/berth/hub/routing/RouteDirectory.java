package dev.berth.hub.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The routes to servers and services as sent to proxies, without the servers' tokens. Read-only. */
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
     * @param ip the address that the spawner reported, or that of the service
     * @param userName the user who owns the server; null for a service
     * @param serverName name of the server; empty for the default server, null for a service
     * @param service name of the service; null for a server
     */
    public record RouteView(
            String path,
            String ip,
            int port,
            @Nullable String userName,
            @Nullable String serverName,
            @Nullable String service) {}

    /** One page of all routes, by path. */
    public List<RouteView> page(int offset, int limit) {
        return jdbc.sql("""
                        select r.path, r.ip, r.port, u.name as user_name, s.name as server_name, r.service
                        from routes r left join servers s on s.id = r.server_id left join users u on u.id = s.user_id
                        order by r.path offset ? limit ?
                        """)
                .params(offset, limit)
                .query(DataClassRowMapper.newInstance(RouteView.class))
                .list();
    }

    public long count() {
        return jdbc.sql("select count(*) from routes").query(Long.class).single();
    }
}
