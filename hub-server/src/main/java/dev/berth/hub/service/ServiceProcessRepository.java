package dev.berth.hub.service;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is wanted of the services that hubs start, and what became of them. */
@Repository
class ServiceProcessRepository {

    private final JdbcClient jdbc;

    ServiceProcessRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ServiceProcess> find(String service) {
        return jdbc.sql("select * from service_processes where service = ?")
                .param(service)
                .query(ServiceProcessRepository::process)
                .optional();
    }

    /** False if that is wanted already. */
    boolean want(String service, boolean wanted) {
        return jdbc.sql("""
                insert into service_processes as present (service, wanted, state) values (:service, :wanted, 'STOPPED')
                on conflict (service) do update set wanted = excluded.wanted where present.wanted <> excluded.wanted
                """).param("service", service).param("wanted", wanted).update() == 1;
    }

    void report(
            String service,
            ServiceProcess.State state,
            @Nullable String hub,
            long pid,
            int restarts,
            @Nullable ServiceEnding ending) {
        jdbc.sql("""
                insert into service_processes as present (service, state, hub, pid, restarts, ending, detail)
                values (:service, :state, :hub, :pid, :restarts, :ending, :detail)
                on conflict (service) do update
                set state = excluded.state, hub = excluded.hub, pid = excluded.pid, restarts = excluded.restarts,
                    ending = excluded.ending, detail = excluded.detail,
                    since = case when present.state = excluded.state and present.pid = excluded.pid then present.since else now() end
                """)
                .param("service", service)
                .param("state", state.name())
                .param("hub", hub)
                .param("pid", pid)
                .param("restarts", restarts)
                .param("ending", ending == null ? null : ending.kind().name())
                .param("detail", ending == null ? null : ending.detail())
                .update();
    }

    /** Forgets services that are no longer declared. */
    void keepOnly(Collection<String> services) {
        jdbc.sql("delete from service_processes where service <> all (cast(? as text[]))")
                .param(services.toArray(String[]::new))
                .update();
    }

    private static @Nullable ServiceEnding ending(ResultSet row) throws SQLException {
        String kind = row.getString("ending");
        return kind == null ? null : new ServiceEnding(ServiceEnding.Kind.valueOf(kind), row.getString("detail"));
    }

    private static ServiceProcess process(ResultSet row, int number) throws SQLException {
        return new ServiceProcess(
                row.getString("service"),
                row.getBoolean("wanted"),
                ServiceProcess.State.valueOf(row.getString("state")),
                row.getString("hub"),
                row.getLong("pid"),
                row.getTimestamp("since").toInstant(),
                row.getInt("restarts"),
                ending(row));
    }
}
