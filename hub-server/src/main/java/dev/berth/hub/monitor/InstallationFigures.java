package dev.berth.hub.monitor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the database knows of the whole installation, in one query. */
@Repository
class InstallationFigures {

    /** More proxies than anybody runs; a name that changes with each start must not fill Prometheus. */
    private static final int MOST_PROXIES = 50;

    private static final String QUERY = """
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
                select u.state, greatest(u.last_seen, max(s.last_activity)) as at
                from users u left join servers s on s.user_id = u.id group by u.id),
            account as (
                select count(*) filter (where state = 'ACTIVE') as active,
                       count(*) filter (where state <> 'ACTIVE') as disabled,
                       count(*) filter (where at > now() - interval '1 day') as day,
                       count(*) filter (where at > now() - interval '7 days') as week,
                       count(*) filter (where at > now() - interval '30 days') as month
                from used),
            behind as (
                select name, case when p.feed = h.feed then h.seq - p.applied else h.seq end as lag
                from proxies p, feed_head h where p.connected_until > now() order by name limit :proxies)
            select server.*, account.*,
                   (select count(*) from browser_sessions where ended_at is null and expires > now() and parent is null
                       and (provider_until is null or provider_until > now()))
                       as sessions,
                   (select count(*) from api_tokens where expires_at is null or expires_at > now()) as tokens,
                   (select count(*) from leases where name like 'hub:%' and until > now()) as hubs,
                   (select seq from feed_head) as head,
                   (select count(*) from proxies where connected_until > now()) as connected,
                   array(select name from behind order by name) as proxies,
                   array(select lag from behind order by name) as lags
            from server, account
            """;

    private static final List<String> COLUMNS = List.of(
            "ready",
            "pending_start",
            "pending_stop",
            "stopped",
            "due",
            "lag",
            "active",
            "disabled",
            "day",
            "week",
            "month",
            "sessions",
            "tokens",
            "hubs",
            "head",
            "connected");

    private final JdbcClient jdbc;

    InstallationFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Figures read() {
        return jdbc.sql(QUERY)
                .param("proxies", MOST_PROXIES)
                .query((row, number) -> {
                    Map<String, Double> values = new LinkedHashMap<>();
                    for (String column : COLUMNS) {
                        values.put(column, row.getDouble(column));
                    }
                    String[] names = (String[]) row.getArray("proxies").getArray();
                    Long[] lags = (Long[]) row.getArray("lags").getArray();
                    Map<String, Double> behind = new LinkedHashMap<>();
                    for (int i = 0; i < names.length; i++) {
                        behind.put(names[i], lags[i].doubleValue());
                    }
                    return new Figures(values, behind);
                })
                .single();
    }

    /**
     * What was read.
     *
     * @param values by the query's column
     * @param behind by the name of a connected proxy, how many changes it has not applied
     */
    record Figures(Map<String, Double> values, Map<String, Double> behind) {

        Figures {
            values = Map.copyOf(values);
            behind = Map.copyOf(behind);
        }

        /** Not a number where the database was not heard: a gap in the graph says more than an old figure. */
        double of(String... columns) {
            return Arrays.stream(columns)
                    .mapToDouble(column -> values.getOrDefault(column, Double.NaN))
                    .sum();
        }
    }
}
