package dev.berth.hub.usage;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.usage.UsageQuery.Bucket;
import dev.berth.hub.usage.UsageQuery.By;
import dev.berth.hub.user.VisibleUsers;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The speed of reports with 5 million usage records of 20,000 users over three years: `make bench-usage`. Prints and asserts nothing, because
 * times depend on the machine. Not named like a test, so that other runs do not include it.
 */
class LargeUsage {

    private static final int USERS = Integer.getInteger("bench.users", 20_000);
    private static final int RECORDS = Integer.getInteger("bench.records", 5_000_000);
    private static final int ROUNDS = 20;
    private static final VisibleUsers ALL = new VisibleUsers.Everybody();

    private final TestDatabase database = TestDatabase.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final TransactionTemplate transaction = database.transactions();
    private final UsageReports reports = new UsageReports(jdbc);

    @Test
    void reports() {
        people();
        seed();
        rollUp();
        explain();
        LocalDate today = LocalDate.now(java.time.Clock.systemUTC());
        for (String zone : List.of("UTC", "Asia/Kolkata")) {
            for (By by : By.values()) {
                measure(zone, "week", by, null, today.minusDays(6), today.plusDays(1), ALL);
                measure(zone, "week by day", by, Bucket.DAY, today.minusDays(6), today.plusDays(1), ALL);
                measure(zone, "30 days by day", by, Bucket.DAY, today.minusDays(29), today.plusDays(1), ALL);
                measure(zone, "half a year by week", by, Bucket.WEEK, today.minusDays(180), today.plusDays(1), ALL);
                measure(zone, "year by month", by, Bucket.MONTH, today.minusYears(1), today.plusDays(1), ALL);
                measure(zone, "three years", by, null, today.minusYears(3), today.plusDays(1), ALL);
            }
        }
        VisibleUsers own = new VisibleUsers.Only(Set.of("bench-777"), Set.of());
        measure("UTC", "own, 4 weeks by week", By.TOTAL, Bucket.WEEK, today.minusDays(27), today.plusDays(1), own);
        VisibleUsers lead = new VisibleUsers.Only(Set.of(), Set.of("bench-group-7"));
        measure("UTC", "a group, 30 days by day", By.USER, Bucket.DAY, today.minusDays(29), today.plusDays(1), lead);
    }

    private void people() {
        jdbc.sql(
                        "with homes as (insert into runtime_homes (name) select 'bench-' || n from generate_series(1, :users) n returning name)"
                                + " insert into users (name, runtime_home) select name, name from homes")
                .param("users", USERS)
                .update();
        jdbc.sql("insert into groups (name) select 'bench-group-' || n from generate_series(1, 200) n")
                .update();
        jdbc.sql("insert into group_members select g.id, u.id from groups g join users u on u.id % 200 = g.id % 200")
                .update();
    }

    private void seed() {
        long before = System.nanoTime();
        jdbc.sql("""
                        insert into usage_records (server_id, generation, user_id, user_name, server_name, profile, node, gpu_product,
                                                   gpu_resource, gpu_count, gpu_millis, gpu_estimated, cpu_millis, memory_bytes, began_at,
                                                   began_by, ended_at, ended_by)
                        select n, 1, u, 'bench-' || u, '', 'profile-' || (n % 10), 'node-' || (n % 200),
                               (array['', 'NVIDIA-H100-80GB-HBM3', 'NVIDIA-A100-SXM4-80GB', 'NVIDIA-A30'])[1 + n % 4],
                               case when n % 4 = 0 then '' else 'nvidia.com/gpu' end, case when n % 4 = 0 then 0 else 1 end,
                               case when n % 4 = 0 then 0 else 1000 end, false, 4000, 34359738368, began, 'RUNTIME',
                               case when ended < now() then ended end, case when ended < now() then 'RUNTIME' end
                        from (
                            select n, 1 + (power(random(), 2) * (:users - 1))::bigint as u, began,
                                   began - ln(1 - random()) * interval '3 hours' as ended
                            from (select n, now() - interval '1095 days' * (1 - n / cast(:records as float8)) as began
                                  from generate_series(1, :records) n) times) runs
                        """).param("users", USERS).param("records", RECORDS).update();
        System.out.printf("bench: seeded in %.0f s%n", (System.nanoTime() - before) / 1e9);
    }

    private void rollUp() {
        long before = System.nanoTime();
        UsageRollUp rollUp = new UsageRollUp(jdbc);
        for (Optional<LocalDate> day = rollUp.next(); day.isPresent(); day = rollUp.next()) {
            LocalDate next = day.get();
            transaction.executeWithoutResult(status -> rollUp.roll(next));
        }
        System.out.printf("bench: rolled up in %.0f s%n", (System.nanoTime() - before) / 1e9);
        database.asOwner("analyze");
        for (String table : List.of("usage_records", "usage_days", "usage_months", "usage_quarters")) {
            System.out.printf(
                    "bench: %s has %,d rows%n",
                    table,
                    jdbc.sql("select count(*) from " + table).query(Long.class).single());
        }
    }

    /** The two kinds of statement: sums of years, and records between two times. */
    private void explain() {
        explain("""
                select user_id, sum(gpu_hours) from unnest(array(select date_trunc('month', now())::date - n * interval '1 month'
                from generate_series(1, 12) n)::date[]) asked (month) join usage_months using (month) group by 1 order by 2 desc""");
        explain("""
                select user_id, sum(extract(epoch from least(coalesce(ended_at, now()), ends) - greatest(began_at, begins))) from
                (values (now() - interval '500 days', now() - interval '499 days')) asked (begins, ends)
                join usage_records on tstzrange(began_at, ended_at) && tstzrange(begins, ends) group by 1 order by 2 desc""");
    }

    private void explain(String statement) {
        jdbc.sql("explain (analyze, buffers) " + statement)
                .query(String.class)
                .list()
                .forEach(line -> System.out.println("bench: " + line));
    }

    private void measure(
            String zone, String what, By by, @Nullable Bucket bucket, LocalDate from, LocalDate to, VisibleUsers seen) {
        UsageQuery query = new UsageQuery(from, to, ZoneId.of(zone), by, bucket, null, null, seen, 20);
        List<Double> millis = new ArrayList<>();
        int rows = 0;
        for (int i = 0; i < ROUNDS + 2; i++) {
            long before = System.nanoTime();
            rows = transaction.execute(status -> reports.of(query)).rows().size();
            if (i >= 2) {
                millis.add((System.nanoTime() - before) / 1e6);
            }
        }
        Collections.sort(millis);
        System.out.printf(
                "bench: %-12s %-24s %-8s p50 %6.0f ms  p95 %6.0f ms  %5d rows%n",
                zone, what, by, millis.get(ROUNDS / 2), millis.get(ROUNDS * 95 / 100), rows);
    }
}
