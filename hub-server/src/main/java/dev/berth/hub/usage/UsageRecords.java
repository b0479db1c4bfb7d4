package dev.berth.hub.usage;

import dev.berth.hub.server.RunEvent;
import dev.berth.hub.server.RunEvent.Subject;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes usage records, in the transactions of the observations that they follow from. */
@Repository
class UsageRecords {

    private final JdbcClient jdbc;
    private final StaleDays stale;
    private final UsageProperties properties;

    UsageRecords(JdbcClient jdbc, StaleDays stale, UsageProperties properties) {
        this.jdbc = jdbc;
        this.stale = stale;
        this.properties = properties;
    }

    @EventListener
    void on(RunEvent event) {
        switch (event) {
            case RunEvent.Allocated allocated -> open(allocated);
            case RunEvent.Gone gone -> end(gone);
        }
    }

    /** A run whose record exists keeps it: the observation was repeated, or the run is stopped again. */
    private void open(RunEvent.Allocated event) {
        Subject subject = event.subject();
        Instant started = event.run().started();
        GpuAmount gpus = GpuAmount.of(subject.limits(), event.run(), properties.gpuShares());
        jdbc.sql("""
                        insert into usage_records (server_id, generation, user_id, user_name, server_name, profile, node, gpu_product,
                                                   gpu_resource, gpu_count, gpu_millis, gpu_estimated, cpu_millis, memory_bytes,
                                                   began_at, began_by)
                        values (:server, :generation, :user, :userName, :serverName, left(:profile, 255), left(:node, 255),
                                left(:product, 255), left(:resource, 1000), :count, :millis, :estimated, :cpu, :memory,
                                coalesce(:began, now()), :by)
                        on conflict (server_id, generation) where corrects is null do nothing
                        returning began_at
                        """)
                .param("server", subject.serverId())
                .param("generation", subject.generation())
                .param("user", subject.userId())
                .param("userName", subject.userName())
                .param("serverName", subject.serverName())
                .param("profile", subject.profile())
                .param("node", event.run().node())
                .param("product", gpus.count() == 0 ? "" : event.run().product())
                .param("resource", gpus.resource())
                .param("count", gpus.count())
                .param("millis", gpus.millis())
                .param("estimated", gpus.estimated())
                .param("cpu", subject.limits().cpuMillis())
                .param("memory", subject.limits().memoryBytes())
                .param("began", timestamp(started == null ? event.noticed() : started))
                .param("by", started == null ? "LOOK" : "RUNTIME")
                .query((rs, index) -> rs.getTimestamp("began_at").toInstant())
                .optional()
                .ifPresent(stale::from);
    }

    private void end(RunEvent.Gone event) {
        End end = End.of(event);
        Subject subject = event.subject();
        boolean closed = jdbc.sql("""
                        update usage_records
                        set ended_at = greatest(began_at, coalesce(:ended, began_at)), ended_by = :by
                        where server_id = :server and generation = :generation and ended_at is null
                        returning ended_at
                        """)
                .param("ended", timestamp(end.at()))
                .param("by", end.by())
                .param("server", subject.serverId())
                .param("generation", subject.generation())
                .query((rs, index) -> rs.getTimestamp("ended_at").toInstant())
                .optional()
                .map(at -> {
                    stale.from(at);
                    return true;
                })
                .orElse(false);
        if (!closed) {
            correct(subject, end);
        }
    }

    /** The record is closed already. If the run went on after that, a second one has the rest. */
    private void correct(Subject subject, End end) {
        jdbc.sql("""
                        insert into usage_records (server_id, generation, user_id, user_name, server_name, profile, charged_group, node,
                                                   gpu_product, gpu_resource, gpu_count, gpu_millis, gpu_estimated, cpu_millis,
                                                   memory_bytes, began_at, began_by, ended_at, ended_by, corrects)
                        select server_id, generation, user_id, user_name, server_name, profile, charged_group, node, gpu_product,
                               gpu_resource, gpu_count, gpu_millis, gpu_estimated, cpu_millis, memory_bytes,
                               ended_at, case ended_by when 'RUNTIME' then 'RUNTIME' else 'LOOK' end, cast(:ended as timestamptz),
                               :by, id
                        from (select * from usage_records where server_id = :server and generation = :generation
                              order by ended_at desc, id desc limit 1) last
                        where cast(:ended as timestamptz) > ended_at
                        returning began_at
                        """)
                .param("ended", timestamp(end.at()))
                .param("by", end.by())
                .param("server", subject.serverId())
                .param("generation", subject.generation())
                .query((rs, index) -> rs.getTimestamp("began_at").toInstant())
                .optional()
                .ifPresent(stale::from);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /** The best that is known about the end of a run. */
    private record End(@Nullable Instant at, String by) {

        static End of(RunEvent.Gone event) {
            Instant ended = event.run().ended();
            if (ended != null) {
                return new End(ended, "RUNTIME");
            }
            return event.decided() != null ? new End(event.decided(), "DECISION") : new End(event.lastSeen(), "LOOK");
        }
    }
}
