package dev.berth.hub.replica;

import dev.berth.hub.database.Figures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many hubs are up. */
@Repository
class HubFigures implements Figures {

    private final JdbcClient jdbc;

    HubFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        return Figures.ofRow(jdbc.sql("""
                select count(*) as hubs from leases where name like 'hub:%' and until > now()
                """).query().singleRow());
    }
}
