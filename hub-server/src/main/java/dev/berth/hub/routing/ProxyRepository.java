package dev.berth.hub.routing;

import dev.berth.hub.hint.Hints;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each proxy has followed the feed. */
@Repository
class ProxyRepository {

    private final JdbcClient jdbc;
    private final Hints hints;

    ProxyRepository(JdbcClient jdbc, Hints hints) {
        this.jdbc = jdbc;
        this.hints = hints;
    }

    /** Records what a proxy has applied; it counts as connected for {@code lease} from now. */
    void acknowledged(String proxy, @Nullable String feed, long applied, Duration lease) {
        jdbc.sql("""
                        insert into proxies (name, feed, applied, seen_at, connected_until)
                        values (:name, :feed, :applied, now(), now() + :lease * interval '1 millisecond')
                        on conflict (name) do update
                        set feed = excluded.feed, applied = excluded.applied, seen_at = now(),
                            connected_until = excluded.connected_until
                        """)
                .param("name", proxy)
                .param("feed", uuid(feed))
                .param("applied", applied)
                .param("lease", lease.toMillis())
                .update();
        hints.publish(Hints.PROXIES, proxy);
    }

    /** Text that is not the id of a feed counts as an unknown feed. */
    private static @Nullable UUID uuid(@Nullable String feed) {
        try {
            return feed == null ? null : UUID.fromString(feed);
        } catch (IllegalArgumentException noUuid) {
            return null;
        }
    }

    /** Connected proxies that have not applied this number. */
    List<String> behind(long seq) {
        return jdbc.sql("""
                        select name from proxies, feed_head
                        where connected_until > now() and (proxies.feed is distinct from feed_head.feed or applied < ?)
                        order by name
                        """)
                .param(seq)
                .query((rs, index) -> rs.getString("name"))
                .list();
    }

    /** The number up to which every connected proxy has applied the feed; {@link Long#MAX_VALUE} if none is connected. */
    long appliedByAll() {
        return jdbc.sql("""
                        select coalesce(min(case when proxies.feed = feed_head.feed then applied else -1 end), :all)
                        from proxies, feed_head where connected_until > now()
                        """).param("all", Long.MAX_VALUE).query(Long.class).single();
    }

    List<ProxyStatus> all() {
        return jdbc.sql("""
                        select name, applied, seen_at, connected_until > now() as connected from proxies
                        where seen_at > now() - interval '7 days' order by name limit 200
                        """)
                .query(DataClassRowMapper.newInstance(ProxyStatus.class))
                .list();
    }
}
