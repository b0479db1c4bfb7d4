package dev.berth.hub.service;

import dev.berth.hub.database.Figures;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the services are doing that hubs start. */
@Repository
class ServiceFigures implements Figures {

    private final JdbcClient jdbc;

    ServiceFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Figure> read() {
        return Figures.ofRow(jdbc.sql("""
                select count(*) filter (where state = 'RUNNING') as services_running,
                       count(*) filter (where state = 'WAITING') as services_waiting,
                       count(*) filter (where state = 'STOPPED') as services_stopped
                from service_processes
                """).query().singleRow());
    }
}
