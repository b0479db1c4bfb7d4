package dev.berth.hub.activity;

import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.ServerRow.Launch;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Finds servers that were idle for longer than their profile allows, and stores the result of the last check of each. */
@Repository
class CullingRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final PublicPaths paths;

    CullingRepository(JdbcClient jdbc, JsonMapper json, PublicPaths paths) {
        this.jdbc = jdbc;
        this.json = json;
        this.paths = paths;
    }

    /**
     * Ready servers without activity at a proxy for their idle timeout, or older than their maximum lifetime; one page of them, ordered by
     * id.
     */
    List<Candidate> stopCandidates(long afterId, int limit) {
        return jdbc.sql("""
                        select * from (
                            select id, runtime_name, generation, spec, token, ip, port, account_uid, last_activity, last_endpoint, ready_at,
                                   (spec #>> '{spec,idleTimeout}')::interval as idle,
                                   (spec #>> '{spec,maxAge}')::interval as age
                            from servers where wanted = 'RUNNING' and seen = 'READY') ready
                        where id > ? and (idle > interval '0' and last_activity < now() - idle
                                          or age > interval '0' and ready_at < now() - age)
                        order by id limit ?
                        """)
                .params(afterId, limit)
                .query((rs, index) -> {
                    Launch launch = json.readValue(rs.getString("spec"), Launch.class);
                    return new Candidate(
                            rs.getLong("id"),
                            new ServerRef(rs.getString("runtime_name"), rs.getLong("generation")),
                            new Address(rs.getString("ip"), rs.getInt("port"), rs.getObject("account_uid", Long.class)),
                            paths.basePath(launch.path()),
                            new Secret(rs.getString("token")),
                            launch.spec(),
                            rs.getTimestamp("last_activity").toInstant(),
                            rs.getString("last_endpoint"),
                            rs.getTimestamp("ready_at").toInstant());
                })
                .list();
    }

    /** Whether no later activity is recorded; for the final check inside the deciding transaction. */
    boolean notUsedSince(long serverId, Instant at) {
        return jdbc.sql("select last_activity <= ? from servers where id = ?")
                .params(Timestamp.from(at), serverId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Stores why a check did not stop a server that seemed to be idle; only the result of the last check is kept. */
    void looked(Candidate server, String inUse, String evidenceJson) {
        jdbc.sql("""
                        insert into culling_looks (server_id, generation, in_use, evidence)
                        select id, generation, left(:inUse, 1000), cast(:evidence as jsonb) from servers
                        where id = :server and generation = :generation
                        on conflict (server_id) do update
                        set generation = excluded.generation, looked_at = now(), in_use = excluded.in_use,
                            evidence = excluded.evidence
                        """)
                .param("inUse", inUse)
                .param("evidence", evidenceJson)
                .param("server", server.serverId())
                .param("generation", server.ref().generation())
                .update();
    }

    /** The database's time, which is used for all of these measurements. */
    Instant now() {
        return jdbc.sql("select now()").query(Timestamp.class).single().toInstant();
    }
}
