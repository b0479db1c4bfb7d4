package dev.berth.hub.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.usage.UsageQuery.Bucket;
import dev.berth.hub.usage.UsageQuery.By;
import dev.berth.hub.usage.UsageQuery.Part;
import dev.berth.hub.user.VisibleUsers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports over random records, compared with sums over the records in Java: before roll-ups, with them, and after late changes. */
class UsageReportsTests {

    private static final Instant FIRST = Instant.parse("2026-01-20T00:00:00Z");
    private static final int DAYS = 75;
    private static final VisibleUsers ALL = new VisibleUsers.Everybody();

    private final Random random = new Random(16);
    private final List<Entry> entries = new ArrayList<>();
    private JdbcClient jdbc;
    private UsageReports reports;
    private UsageRollUp rollUp;

    private record Entry(
            long user,
            String profile,
            String product,
            int gpus,
            Instant began,
            @Nullable Instant ended) {}

    @BeforeEach
    void records() {
        jdbc = TestDatabase.fresh().jdbc();
        reports = new UsageReports(jdbc);
        rollUp = new UsageRollUp(jdbc);
        for (int user = 1; user <= 4; user++) {
            jdbc.sql("with home as (insert into runtime_homes (name) values (:name) returning name)"
                            + " insert into users (name, runtime_home) select :name, name from home")
                    .param("name", "user" + user)
                    .update();
        }
        jdbc.sql("insert into groups (name) values ('even'), ('all')").update();
        jdbc.sql(
                        "insert into group_members select g.id, u.id from groups g, users u where g.name = 'all' or u.id % 2 = 0")
                .update();
        for (int i = 0; i < 250; i++) {
            Instant began = FIRST.plusSeconds(random.nextInt(DAYS * 86_400));
            insert(
                    i,
                    new Entry(
                            1 + random.nextInt(4),
                            random.nextBoolean() ? "small" : "large",
                            random.nextBoolean() ? "H100" : "",
                            0,
                            began,
                            began.plusMillis(random.nextInt(200_000_000))));
        }
        insert(1_000, new Entry(1, "large", "H100", 0, FIRST.plusSeconds(7), null));
    }

    private void insert(int server, Entry drawn) {
        Entry entry = new Entry(
                drawn.user, drawn.profile, drawn.product, drawn.product.isEmpty() ? 0 : 2, drawn.began, drawn.ended);
        entries.add(entry);
        jdbc.sql("""
                        insert into usage_records (server_id, generation, user_id, user_name, server_name, profile, node, gpu_product,
                                                   gpu_resource, gpu_count, gpu_millis, gpu_estimated, cpu_millis, memory_bytes, began_at,
                                                   began_by, ended_at, ended_by)
                        values (:server, 1, :user, 'old-name', '', :profile, 'n', :product, '', :gpus, :gpus * 1000, false, 1500,
                                2147483648, :began, 'RUNTIME', :ended, case when cast(:ended as timestamptz) is null then null else 'RUNTIME' end)
                        """)
                .param("server", server)
                .param("user", entry.user)
                .param("profile", entry.profile)
                .param("product", entry.product)
                .param("gpus", entry.gpus)
                .param("began", Timestamp.from(entry.began))
                .param("ended", entry.ended == null ? null : Timestamp.from(entry.ended))
                .update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns"})
    void sumsAreThoseOfTheRecordsWithAndWithoutRollUps(String zone) {
        compareAll(ZoneId.of(zone));
        rollAll();
        assertThat(count("usage_days")).isPositive();
        assertThat(count("usage_months")).isPositive();
        compareAll(ZoneId.of(zone));
    }

    @Test
    void aRecordThatIsWrittenLateCountsAtOnceAndAfterTheNextRollUp() {
        rollAll();
        Instant late = FIRST.plus(Duration.ofDays(20)).plusSeconds(3_600);
        insert(2_000, new Entry(2, "small", "H100", 0, late, late.plus(Duration.ofDays(3))));
        new StaleDays(jdbc).from(late);
        compareAll(ZoneId.of("UTC"));
        rollAll();
        assertThat(count("usage_stale_days")).isZero();
        compareAll(ZoneId.of("UTC"));
    }

    @Test
    void aRunThatGoesOnIsRolledUpDayByDayAndNeverTwice() {
        rollAll();
        List<LocalDate> again = new ArrayList<>();
        rollUp.next().ifPresent(again::add);
        assertThat(again).isEmpty();
        rollUp.roll(LocalDate.parse("2026-02-10"));
        compareAll(ZoneId.of("UTC"));
    }

    @Test
    void theMostUsageComesFirstAndTheRestIsInTheSum() {
        rollAll();
        UsageQuery query = query(ZoneId.of("UTC"), By.USER, null, ALL);
        UsageReport all = reports.of(query);
        assertThat(all.rows()).isSortedAccordingTo((a, b) -> Double.compare(b.gpuHours(), a.gpuHours()));
        assertThat(all.rows()).extracting(UsageRow::key).contains("user1", "user2");
        UsageReport first = reports.of(query.limitedTo(1));
        assertThat(first.rows()).containsExactly(all.rows().getFirst());
        assertThat(first.more()).isTrue();
        assertThat(first.sum()).isEqualTo(all.sum());
    }

    @Test
    void peopleSeeTheirOwnAndGroupLeadsTheirGroups() {
        rollAll();
        VisibleUsers own = new VisibleUsers.Only(Set.of("user1"), Set.of());
        assertThat(keys(By.USER, own)).containsExactly("user1");
        assertThat(keys(By.GROUP, own)).containsExactly("all");
        VisibleUsers lead = new VisibleUsers.Only(Set.of(), Set.of("even"));
        assertThat(keys(By.USER, lead)).containsExactlyInAnyOrder("user2", "user4");
        assertThat(keys(By.GROUP, lead)).containsExactly("even");
        assertThat(keys(By.USER, new VisibleUsers.Only(Set.of(), Set.of()))).isEmpty();
        double evens =
                reports.of(query(ZoneId.of("UTC"), By.USER, null, lead)).sum().gpuHours();
        assertThat(reports.of(query(ZoneId.of("UTC"), By.PROFILE, null, lead))
                        .sum()
                        .gpuHours())
                .isCloseTo(evens, within(1e-6));
    }

    @Test
    void aDeletedUserKeepsTheNameOfTheLastRun() {
        jdbc.sql("delete from users where id = 3").update();
        assertThat(keys(By.USER, ALL)).contains("old-name").doesNotContain("user3");
    }

    @Test
    void tooManyBucketsAreRefusedWithWhatToDo() {
        assertThatThrownBy(() -> new UsageQuery(
                        LocalDate.parse("2026-01-01"),
                        LocalDate.parse("2026-06-01"),
                        ZoneId.of("UTC"),
                        By.TOTAL,
                        Bucket.DAY,
                        null,
                        null,
                        ALL,
                        10))
                .hasMessage("The period has more than 100 buckets of a day. Choose larger buckets or a shorter period");
    }

    private List<String> keys(By by, VisibleUsers visible) {
        return reports.of(query(ZoneId.of("UTC"), by, null, visible)).rows().stream()
                .map(UsageRow::key)
                .toList();
    }

    private void rollAll() {
        for (Optional<LocalDate> day = rollUp.next(); day.isPresent(); day = rollUp.next()) {
            rollUp.roll(day.get());
        }
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static UsageQuery query(ZoneId zone, By by, @Nullable Bucket bucket, VisibleUsers visible) {
        return new UsageQuery(
                LocalDate.parse("2026-01-25"),
                LocalDate.parse("2026-04-11"),
                zone,
                by,
                bucket,
                null,
                null,
                visible,
                100);
    }

    private void compareAll(ZoneId zone) {
        for (By by : By.values()) {
            compare(query(zone, by, null, ALL));
            for (Bucket bucket : Bucket.values()) {
                compare(query(zone, by, bucket, ALL));
            }
        }
    }

    private void compare(UsageQuery query) {
        Map<String, Double> expected = model(query);
        Map<String, Double> found = reports.of(query).rows().stream()
                .collect(Collectors.toMap(
                        row -> row.part() + " " + row.id(), UsageRow::serverHours, Double::sum, TreeMap::new));
        assertThat(found.keySet()).as(query.toString()).isEqualTo(expected.keySet());
        expected.forEach((key, hours) -> assertThat(found.get(key)).as(key).isCloseTo(hours, within(1e-6)));
    }

    /** Hours by part and key, straight from the entries. */
    private Map<String, Double> model(UsageQuery query) {
        Map<String, Double> sums = new TreeMap<>();
        List<Part> parts = query.parts();
        for (int i = 0; i < parts.size(); i++) {
            Instant from = parts.get(i).from().atStartOfDay(query.zone()).toInstant();
            Instant to = parts.get(i).to().atStartOfDay(query.zone()).toInstant();
            for (Entry entry : entries) {
                Instant begin = entry.began.isAfter(from) ? entry.began : from;
                Instant end = entry.ended == null || entry.ended.isAfter(to) ? to : entry.ended;
                if (begin.isBefore(end)) {
                    double hours = Duration.between(begin, end).toMillis() / 3_600_000.0;
                    int part = i;
                    keys(query.by(), entry).forEach(key -> sums.merge(part + " " + key, hours, Double::sum));
                }
            }
        }
        return sums;
    }

    private static List<String> keys(By by, Entry entry) {
        return switch (by) {
            case TOTAL -> List.of("");
            case USER -> List.of(Long.toString(entry.user));
            case GROUP -> entry.user % 2 == 0 ? List.of("all", "even") : List.of("all");
            case PROFILE -> List.of(entry.profile);
            case PRODUCT -> List.of(entry.product);
        };
    }
}
