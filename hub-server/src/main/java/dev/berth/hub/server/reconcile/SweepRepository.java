package dev.berth.hub.server.reconcile;

import dev.berth.hub.hint.Hints;
import dev.berth.hub.server.Wanted;
import dev.berth.spi.spawn.ServerRef;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The queries and marks of a sweep. */
@Repository
class SweepRepository {

    private final JdbcClient jdbc;
    private final Hints hints;

    SweepRepository(JdbcClient jdbc, Hints hints) {
        this.jdbc = jdbc;
        this.hints = hints;
    }

    OffsetDateTime now() {
        return jdbc.sql("select now()").query(OffsetDateTime.class).single();
    }

    /** Every server of this domain that was ever started. */
    List<Listed> all(String domain) {
        return jdbc.sql("""
                        select id, runtime_name, generation, wanted, accepted_at,
                               seen = 'GONE' and ended_at > now() - interval '1 hour' as lately
                        from servers
                        where domain = ? and generation > 0
                        """)
                .param(domain)
                .query((rs, index) -> new Listed(
                        rs.getLong("id"),
                        new ServerRef(rs.getString("runtime_name"), rs.getLong("generation")),
                        Wanted.valueOf(rs.getString("wanted")) == Wanted.RUNNING
                                ? rs.getObject("accepted_at", OffsetDateTime.class)
                                : null,
                        rs.getBoolean("lately")))
                .list();
    }

    /** Marks the server as missing from a list that began at that time; the reconciler's direct query decides. */
    void markMissing(Listed row, OffsetDateTime listBegan) {
        jdbc.sql("""
                        update servers set missing_since = ?, due_at = now()
                        where id = ? and generation = ? and wanted = 'RUNNING' and accepted_at < ?
                        """)
                .params(listBegan, row.id(), row.ref().generation(), listBegan)
                .update();
        hints.publish(Hints.SERVERS, Long.toString(row.id()));
    }

    /** The server is not gone after all: the request to stop it still applies and is carried out again. */
    void reopen(Listed row) {
        jdbc.sql("""
                        update servers set seen = 'NOTHING', due_at = now()
                        where id = ? and generation = ? and wanted = 'STOPPED' and seen = 'GONE'
                        """).params(row.id(), row.ref().generation()).update();
        hints.publish(Hints.SERVERS, Long.toString(row.id()));
    }

    /**
     * A row as the sweep needs it.
     *
     * @param accepted when the spawner accepted the start; null if it is not wanted or not accepted
     * @param lately whether it was recorded as gone less than an hour ago, so that another check is worthwhile
     */
    record Listed(long id, ServerRef ref, @Nullable OffsetDateTime accepted, boolean lately) {}
}
