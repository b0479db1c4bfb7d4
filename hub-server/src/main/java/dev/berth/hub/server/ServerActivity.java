package dev.berth.hub.server;

import dev.berth.hub.profile.ServerSpec;
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

/** When servers were last used, and which have not been for longer than their profile allows. Times only move forward. */
@Repository
public class ServerActivity {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final PublicPaths paths;

    ServerActivity(JdbcClient jdbc, JsonMapper json, PublicPaths paths) {
        this.jdbc = jdbc;
        this.json = json;
        this.paths = paths;
    }

    /** A use of this generation, as a proxy saw it; a time in the future counts as now. */
    public void used(String path, long generation, Instant at) {
        jdbc.sql("""
                        update servers set last_activity = greatest(last_activity, least(?, now()))
                        where spec ->> 'path' = ? and generation = ? and wanted = 'RUNNING'
                        """).params(Timestamp.from(at), path, generation).update();
    }

    /** A use that the server itself reports; false when the user has no such server. */
    public boolean reported(long userId, String serverName, Instant at) {
        return jdbc.sql("""
                                update servers set last_activity = greatest(last_activity, least(?, now()))
                                where user_id = ? and name = ?
                                """).params(Timestamp.from(at), userId, serverName).update() == 1;
    }

    /**
     * Ready servers that no proxy has seen used for their idle time-out, or that are older than their maximum age; a page of them, in the
     * order of their ids.
     */
    public List<Candidate> stopCandidates(long afterId, int limit) {
        return jdbc.sql("""
                        select * from (
                            select id, runtime_name, generation, spec, token, ip, port, last_activity, ready_at,
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
                            new Address(rs.getString("ip"), rs.getInt("port")),
                            paths.basePath(launch.path()),
                            new Secret(rs.getString("token")),
                            launch.spec(),
                            rs.getTimestamp("last_activity").toInstant(),
                            rs.getTimestamp("ready_at").toInstant());
                })
                .list();
    }

    /** Whether no use is on record that is newer than this; for the last look inside a deciding transaction. */
    public boolean notUsedSince(long serverId, Instant at) {
        return jdbc.sql("select last_activity <= ? from servers where id = ?")
                .params(Timestamp.from(at), serverId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Keeps what a look at a server that seemed idle found to speak against stopping it; only the last look is kept. */
    public void looked(Candidate server, String inUse, String evidenceJson) {
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

    /** The database's time, by which all of this is measured. */
    public Instant now() {
        return jdbc.sql("select now()").query(Timestamp.class).single().toInstant();
    }

    /**
     * A server that may have to go.
     *
     * @param basePath its path with the base URL in front
     * @param lastUse a person's last request or message
     */
    public record Candidate(
            long serverId,
            ServerRef ref,
            Address address,
            String basePath,
            Secret token,
            ServerSpec spec,
            Instant lastUse,
            Instant readyAt) {}
}
