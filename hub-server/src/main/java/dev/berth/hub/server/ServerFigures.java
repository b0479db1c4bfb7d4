package dev.berth.hub.server;

import dev.berth.hub.database.Figures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The number of servers by state, the amount of due work, and the number of people who have recently used a server or the hub. */
@Repository
class ServerFigures implements Figures {

    private final JdbcClient jdbc;

    ServerFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        return Figures.ofRow(jdbc.sql("""
                with server as (
                    select count(*) filter (where wanted = 'RUNNING' and seen = 'READY') as ready,
                           count(*) filter (where wanted = 'RUNNING' and seen <> 'READY') as pending_start,
                           count(*) filter (where wanted = 'STOPPED' and seen <> 'GONE') as pending_stop,
                           count(*) filter (where wanted = 'STOPPED' and seen = 'GONE') as stopped,
                           count(*) filter (where due_at <= now() and (lease_until is null or lease_until < now())) as due,
                           coalesce(extract(epoch from now() - min(due_at)
                               filter (where due_at <= now() and (lease_until is null or lease_until < now()))), 0) as lag
                    from servers),
                used as (
                    select greatest(u.last_seen, max(s.last_activity)) as at
                    from users u left join servers s on s.user_id = u.id group by u.id)
                select server.*, used.*
                from server, (
                    select count(*) filter (where at > now() - interval '1 day') as day,
                           count(*) filter (where at > now() - interval '7 days') as week,
                           count(*) filter (where at > now() - interval '30 days') as month
                    from used) used
                """).query().singleRow());
    }
}
