package dev.berth.hub.session;

import dev.berth.hub.database.Figures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many browser sessions are open. */
@Repository
class SessionFigures implements Figures {

    private final JdbcClient jdbc;

    SessionFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        return Figures.ofRow(jdbc.sql("""
                select count(*) as sessions from browser_sessions
                where ended_at is null and expires > now() and parent is null and (provider_until is null or provider_until > now())
                """).query().singleRow());
    }
}
