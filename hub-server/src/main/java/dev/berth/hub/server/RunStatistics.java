package dev.berth.hub.server;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Data for charts about servers: how many there were, how starts went, why runs ended. Read-only; every row of a result is an aggregate.
 */
@Repository
public class RunStatistics {

    /** The maximum number of points of a curve. */
    public static final int MAX_STEPS = 400;

    private final JdbcClient jdbc;

    RunStatistics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A time range that is divided into equal steps.
     *
     * @param from the beginning
     * @param step length of a step, at least a minute
     * @param steps number of steps, 1 to {@value RunStatistics#MAX_STEPS}
     */
    public record Span(Instant from, Duration step, int steps) {
        public Span {
            if (steps < 1 || steps > MAX_STEPS || step.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException("Got " + steps + " steps of " + step + ". Use 1 to " + MAX_STEPS
                        + " steps of at least a minute");
            }
        }

        /** The time range that ends at an instant. */
        public static Span until(Instant end, Duration step, int steps) {
            return new Span(end.minus(step.multipliedBy(steps)), step, steps);
        }

        Instant to() {
            return from.plus(step.multipliedBy(steps));
        }
    }

    /** The number of servers at an instant, from their request to their end. */
    public record ActiveAt(Instant at, long servers) {}

    /**
     * The results of the starts that were requested in one step of time.
     *
     * @param at beginning of the step
     * @param wanted number of starts
     * @param ready how many of them became ready
     * @param cancelled how many were stopped by a person before that
     * @param failed how many failed before that
     * @param medianSeconds median time from request to ready; null if none became ready
     * @param slowSeconds the 95th percentile of the same; null if none became ready
     */
    public record Starts(
            Instant at,
            long wanted,
            long ready,
            long cancelled,
            long failed,
            @Nullable Double medianSeconds,
            @Nullable Double slowSeconds) {}

    /**
     * Why runs ended.
     *
     * @param reason a {@link dev.berth.spi.spawn.ReasonCode}'s name
     * @param runs number of runs
     * @param neverReady how many of them never became ready
     */
    public record Ends(String reason, long runs, long neverReady) {}

    /** The curve of active servers: its value at the beginning of the range and at the end of each step. */
    public List<ActiveAt> active(Span span) {
        return spanned("""
                with ran as (
                    select greatest(wanted_at, :from) as began, ended_at from server_runs
                    where coalesce(ended_at, 'infinity') > :from and wanted_at < :to),
                change as (
                    select began as at, 1 as d from ran union all select ended_at, -1 from ran where ended_at <= :to),
                summed as (
                    select ceil(extract(epoch from at - :from) / :step)::int as i, sum(d) as d from change group by 1)
                select i, coalesce(sum(d) over (order by i), 0) as servers
                from generate_series(0, :steps) i left join summed using (i) order by i
                """, span)
                .query((row, number) -> new ActiveAt(
                        span.from().plus(span.step().multipliedBy(row.getLong("i"))), row.getLong("servers")))
                .list();
    }

    /** The results of starts, step by step. */
    public List<Starts> starts(Span span) {
        return spanned("""
                with started as (
                    select floor(extract(epoch from wanted_at - :from) / :step)::int as i, reason, ready_at, stop_wanted_at,
                           extract(epoch from ready_at - wanted_at) as seconds
                    from server_runs where wanted_at >= :from and wanted_at < :to)
                select i, count(started) as wanted, count(ready_at) as ready,
                       count(*) filter (where ready_at is null and reason in ('REQUESTED', 'USER_DISABLED', 'HUB_SHUTDOWN'))
                           as cancelled,
                       count(*) filter (where ready_at is null and reason not in ('REQUESTED', 'USER_DISABLED', 'HUB_SHUTDOWN'))
                           as failed,
                       percentile_cont(0.5) within group (order by seconds) as median,
                       percentile_cont(0.95) within group (order by seconds) as slow
                from generate_series(0, :steps - 1) i left join started using (i) group by i order by i
                """, span)
                .query((row, number) -> new Starts(
                        span.from().plus(span.step().multipliedBy(row.getLong("i"))),
                        row.getLong("wanted"),
                        row.getLong("ready"),
                        row.getLong("cancelled"),
                        row.getLong("failed"),
                        number(row.getObject("median", Double.class)),
                        number(row.getObject("slow", Double.class))))
                .list();
    }

    /** The reasons for which runs ended within the range, the most frequent first. */
    public List<Ends> ends(Span span) {
        return jdbc.sql("""
                select coalesce(reason, 'LOST') as reason, count(*) as runs, count(*) filter (where ready_at is null) as never_ready
                from server_runs
                where coalesce(ended_at, 'infinity') >= :from and coalesce(ended_at, 'infinity') < :to
                group by 1 order by runs desc, 1
                """)
                .param("from", at(span.from()))
                .param("to", at(span.to()))
                .query((row, number) ->
                        new Ends(row.getString("reason"), row.getLong("runs"), row.getLong("never_ready")))
                .list();
    }

    private JdbcClient.StatementSpec spanned(String sql, Span span) {
        return jdbc.sql(sql)
                .param("from", at(span.from()))
                .param("to", at(span.to()))
                .param("step", (double) span.step().toSeconds())
                .param("steps", span.steps());
    }

    private static @Nullable Double number(@Nullable Double value) {
        return value == null ? null : Math.round(value * 1000) / 1000.0;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
