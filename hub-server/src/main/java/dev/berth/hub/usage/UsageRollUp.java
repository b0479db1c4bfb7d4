package dev.berth.hub.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Derives the sums of reports from the records: one day (UTC) at a time, each in a transaction that can be repeated. */
@Component
class UsageRollUp {

    private static final String SUMS = """
             sum(hours * gpu_millis) / 1000, sum(hours * cpu_millis) / 1000, sum(hours * memory_bytes) / 1073741824, sum(hours),
             bool_or(gpu_estimated)
            """;

    /** The records of a day, clipped to it. A run without GPUs has no product; one whose product is unknown counts by its resource. */
    private static final String RECORDS = """
            from (
                select user_id, profile, gpu_millis, cpu_millis, memory_bytes, gpu_estimated,
                       case when gpu_count = 0 then '' when gpu_product = '' then gpu_resource else gpu_product end as product,
                       greatest(began_at, day.begins) as began, least(coalesce(ended_at, now()), day.ends) as ended
                from usage_records,
                     (select cast(:day as date)::timestamp at time zone 'UTC' as begins,
                             (cast(:day as date) + 1)::timestamp at time zone 'UTC' as ends) day
                where tstzrange(began_at, ended_at) && tstzrange(day.begins, day.ends)) clipped
            """;

    private final JdbcClient jdbc;

    UsageRollUp(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next day that is over and has no sums, or whose records have changed; empty if everything is rolled up. A day is over an hour after
     * its end, so that no transaction that wrote a record of it is still in progress.
     */
    Optional<LocalDate> next() {
        return jdbc.sql("""
                        select day from (
                            (select min(day) as day from usage_stale_days where day < (select before from usage_rolled))
                            union all
                            select coalesce(before, (select (min(began_at) at time zone 'UTC')::date from usage_records)) from usage_rolled
                        ) days
                        where day < ((now() - interval '1 hour') at time zone 'UTC')::date
                        order by day limit 1
                        """).query(LocalDate.class).optional();
    }

    /** Computes the sums of a day, and those of its month if that is complete. */
    @Transactional
    public void roll(LocalDate day) {
        jdbc.sql("select before from usage_rolled for update").query().singleRow();
        // Only marks that this transaction can see: one that is committed later belongs to records that it may not see.
        List<Long> seen = jdbc.sql("select id from usage_stale_days where day = :day")
                .param("day", day)
                .query((rs, index) -> rs.getLong("id"))
                .list();
        rollDay(day);
        rollQuarters(day);
        rollMonth(day.withDayOfMonth(1));
        if (!seen.isEmpty()) {
            jdbc.sql("delete from usage_stale_days where id in (:seen)")
                    .param("seen", seen)
                    .update();
        }
        jdbc.sql("update usage_rolled set before = greatest(before, :next)")
                .param("next", day.plusDays(1))
                .update();
    }

    private void rollDay(LocalDate day) {
        jdbc.sql("delete from usage_days where day = :day").param("day", day).update();
        jdbc.sql("insert into usage_days select :day, user_id, profile, product," + SUMS
                        + " from (select *, extract(epoch from ended - began)::float8 / 3600 as hours " + RECORDS
                        + ") r where hours > 0 group by user_id, profile, product")
                .param("day", day)
                .update();
        jdbc.sql("delete from usage_totals where day = :day").param("day", day).update();
        jdbc.sql("""
                        insert into usage_totals
                        select day, profile, gpu_product, sum(gpu_hours), sum(cpu_hours), sum(memory_hours), sum(server_hours),
                               bool_or(estimated)
                        from usage_days where day = :day group by day, profile, gpu_product
                        """).param("day", day).update();
    }

    private void rollQuarters(LocalDate day) {
        jdbc.sql("""
                        delete from usage_quarters
                        where quarter >= cast(:day as date)::timestamp at time zone 'UTC'
                          and quarter < (cast(:day as date) + 1)::timestamp at time zone 'UTC'
                        """).param("day", day).update();
        jdbc.sql("insert into usage_quarters select quarter, profile, product," + SUMS + """
                         from (
                            select r.*, quarter,
                                   extract(epoch from least(ended, quarter + interval '15 minutes') - greatest(began, quarter))::float8 / 3600
                                       as hours
                            from (select *
                        """ + RECORDS + """
                            ) r, generate_series(date_bin(interval '15 minutes', began, timestamptz '2000-01-01T00:00:00Z'), ended,
                                                 interval '15 minutes') quarter) q
                        where hours > 0 group by quarter, profile, product
                        """)
                .param("day", day)
                .update();
    }

    /** Days of the month that are not rolled up yet are missing in it; a report uses it only when there are none. */
    private void rollMonth(LocalDate month) {
        jdbc.sql("delete from usage_months where month = :month")
                .param("month", month)
                .update();
        jdbc.sql("""
                        insert into usage_months
                        select :month, user_id, profile, gpu_product, sum(gpu_hours), sum(cpu_hours), sum(memory_hours), sum(server_hours),
                               bool_or(estimated)
                        from usage_days
                        where day >= :month and day < :next
                          and (select before from usage_rolled) >= cast(:next as date) - 1
                        group by user_id, profile, gpu_product
                        """).param("month", month).param("next", month.plusMonths(1)).update();
        jdbc.sql("delete from usage_user_months where month = :month")
                .param("month", month)
                .update();
        jdbc.sql("""
                        insert into usage_user_months
                        select month, user_id, sum(gpu_hours), sum(cpu_hours), sum(memory_hours), sum(server_hours), bool_or(estimated)
                        from usage_months where month = :month group by month, user_id
                        """).param("month", month).update();
    }
}
