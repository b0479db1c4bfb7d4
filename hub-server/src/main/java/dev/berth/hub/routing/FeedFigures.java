package dev.berth.hub.routing;

import dev.berth.hub.database.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The newest number on the feed, the number of connected proxies, and the changes that each of them has not applied yet. */
@Repository
class FeedFigures implements Figures {

    /** More proxies than any installation has. Names that change with each start must not flood Prometheus. */
    private static final int MOST_PROXIES = 50;

    private final JdbcClient jdbc;

    FeedFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        List<Figure> figures =
                new ArrayList<>(Figures.ofRow(jdbc.sql("""
                select seq as head, (select count(*) from proxies where connected_until > now()) as connected from feed_head
                """).query().singleRow()));
        figures.addAll(jdbc.sql("""
                select name, case when p.feed = h.feed then h.seq - p.applied else h.seq end as behind
                from proxies p, feed_head h where p.connected_until > now() order by name limit :proxies
                """)
                .param("proxies", MOST_PROXIES)
                .query((row, number) ->
                        new Figure("behind", Map.of("proxy", row.getString("name")), row.getDouble("behind")))
                .list());
        return figures;
    }
}
