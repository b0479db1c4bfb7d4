package dev.berth.hub.user;

import dev.berth.hub.database.Figures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many accounts are enabled and disabled. */
@Repository
class UserFigures implements Figures {

    private final JdbcClient jdbc;

    UserFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        return Figures.ofRow(jdbc.sql("""
                select count(*) filter (where state = 'ACTIVE') as active, count(*) filter (where state <> 'ACTIVE') as disabled
                from users
                """).query().singleRow());
    }
}
