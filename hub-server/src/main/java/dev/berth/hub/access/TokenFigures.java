package dev.berth.hub.access;

import dev.berth.hub.database.Figures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many API tokens are valid. */
@Repository
class TokenFigures implements Figures {

    private final JdbcClient jdbc;

    TokenFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        return Figures.ofRow(jdbc.sql("""
                select count(*) as tokens from api_tokens where expires_at is null or expires_at > now()
                """).query().singleRow());
    }
}
