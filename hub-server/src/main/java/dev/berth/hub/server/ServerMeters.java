package dev.berth.hub.server;

import dev.berth.spi.spawn.ReasonCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the events of servers, and measures how long starts take by the database's clock. */
@Component
class ServerMeters {

    private static final String OUTCOMES = "berth.server.start.outcomes";
    private static final String DURATION = "berth.server.start.duration";
    private static final String ENDS = "berth.server.ends";
    private static final String SPAWNS = "jupyterhub.server.spawn.duration";

    private final MeterRegistry meters;
    private final JdbcClient jdbc;

    ServerMeters(MeterRegistry meters, JdbcClient jdbc) {
        this.meters = meters;
        this.jdbc = jdbc;
        for (ReasonCode code : ReasonCode.values()) {
            var _ = meters.counter(ENDS, "reason", code.name());
        }
        for (String phase : new String[] {"queued", "starting", "total"}) {
            var _ = meters.timer(DURATION, "phase", phase);
        }
        for (String status : new String[] {"success", "failure"}) {
            var _ = meters.timer(SPAWNS, "status", status);
        }
    }

    @EventListener
    void on(ServerEvent event) {
        switch (event) {
            case ServerEvent.Requested requested ->
                meters.counter("berth.server.starts", "profile", requested.profile())
                        .increment();
            case ServerEvent.Answers answers -> times(answers.serverId()).ifFirst(this::ready);
            case ServerEvent.Ended ended -> ended(ended);
            case ServerEvent.Removed _, ServerEvent.Withdrawn _, ServerEvent.Described _, ServerEvent.Renamed _ -> {}
        }
    }

    private void ready(Times times) {
        meters.counter(OUTCOMES, "outcome", "ready", "reason", "NONE").increment();
        meters.timer(DURATION, "phase", "queued").record(times.queued());
        meters.timer(DURATION, "phase", "starting").record(times.total().minus(times.queued()));
        meters.timer(DURATION, "phase", "total").record(times.total());
        meters.timer(SPAWNS, "status", "success").record(times.total());
    }

    private void ended(ServerEvent.Ended ended) {
        ReasonCode code = ended.failure().code();
        meters.counter(ENDS, "reason", code.name()).increment();
        Times times = times(ended.serverId());
        if (times.answered()) {
            return;
        }
        boolean cancelled = switch (code) {
            case REQUESTED, USER_DISABLED, HUB_SHUTDOWN -> true;
            default -> false;
        };
        meters.counter(OUTCOMES, "outcome", cancelled ? "cancelled" : "failed", "reason", code.name())
                .increment();
        if (!cancelled) {
            meters.timer(SPAWNS, "status", "failure").record(times.total());
        }
    }

    private Times times(long serverId) {
        return jdbc.sql("""
                        select ready_at is not null as answered, ready_at = seen_at as first,
                               extract(epoch from coalesce(accepted_at, now()) - requested_at) * 1000 as queued,
                               extract(epoch from coalesce(ready_at, now()) - requested_at) * 1000 as total
                        from servers where id = ?
                        """)
                .param(serverId)
                .query((row, number) -> new Times(
                        row.getBoolean("answered"),
                        row.getBoolean("first"),
                        Duration.ofMillis(row.getLong("queued")),
                        Duration.ofMillis(row.getLong("total"))))
                .single();
    }

    /**
     * The times of the current generation, from its row in the transaction to which the event belongs.
     *
     * @param answered whether it was ever ready
     * @param first whether this transaction makes it ready for the first time
     */
    private record Times(boolean answered, boolean first, Duration queued, Duration total) {

        void ifFirst(java.util.function.Consumer<Times> action) {
            if (first) {
                action.accept(this);
            }
        }
    }
}
