package dev.berth.hub.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.ServerRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.assertj.core.data.TemporalUnitOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stays of each run: who had what, since when and until when. */
class UsageRecordsTests {

    /** The database stores microseconds. */
    private static final TemporalUnitOffset EXACTLY = within(2, ChronoUnit.MICROS);

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        WORLD.gpus("NVIDIA-A30", 4);
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                WORLD,
                "berth.profiles[0].name=gpu",
                "berth.profiles[0].gpus=1",
                "berth.profiles[0].cpu=2",
                "berth.profiles[0].memory=4GB",
                "berth.usage.retention=400d",
                "berth.usage.anonymize-after=30d");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aRunIsRecordedWithWhatItHasAndTheRuntimesTimes() {
        ServerRef ref = ready("ann");
        Run running = hub.spawner().observe(ref).run();
        Row open = row("ann");
        assertThat(open.profile()).isEqualTo("gpu");
        assertThat(open.node()).isEqualTo("memory");
        assertThat(open.product()).isEqualTo("NVIDIA-A30");
        assertThat(open.resource()).isEqualTo("nvidia.com/gpu");
        assertThat(open.gpuMillis()).isEqualTo(250);
        assertThat(open.estimated()).isTrue();
        assertThat(open.cpuMillis()).isEqualTo(2000);
        assertThat(open.memoryBytes()).isEqualTo(4L << 30);
        assertThat(open.began()).isCloseTo(running.started(), EXACTLY);
        assertThat(open.beganBy()).isEqualTo("RUNTIME");
        assertThat(open.ended()).isNull();
        hub.stopServer("ann");
        hub.await("ann", ServerState.STOPPED);
        assertThat(row("ann").ended())
                .isCloseTo(hub.spawner().observe(ref).run().ended(), EXACTLY);
        assertThat(row("ann").endedBy()).isEqualTo("RUNTIME");
    }

    @Test
    void aServerThatExitsWhileNoHubLooksEndsWhenItDid() {
        ServerRef ref = ready("bob");
        WORLD.unavailable(true);
        WORLD.exit(ref, ReasonCode.EXITED);
        Instant exited = Instant.now();
        WORLD.unavailable(false);
        hub.await("bob", ServerState.STOPPED);
        assertThat(row("bob").ended()).isBeforeOrEqualTo(exited);
        assertThat(row("bob").endedBy()).isEqualTo("RUNTIME");
    }

    @Test
    void aRunWhoseEndNobodySawEndsWhenItWasLastSeen() {
        ServerRef ref = ready("cyd");
        Instant before = row("cyd").began();
        WORLD.lose(ref);
        hub.sweep();
        hub.await("cyd", ServerState.STOPPED);
        assertThat(row("cyd").endedBy()).isEqualTo("LOOK");
        assertThat(row("cyd").ended()).isBetween(before, Instant.now());
    }

    @Test
    void aStartThatIsRefusedUsesNothing() {
        WORLD.refuseStarts(ReasonCode.QUOTA);
        try {
            hub.startServer("dan", "");
            hub.await("dan", ServerState.STOPPED);
        } finally {
            WORLD.refuseStarts(null);
        }
        assertThat(rows("dan")).isEmpty();
    }

    @Test
    void aStartThatFailsHadItsGpuUntilThen() {
        WORLD.failStarts(ReasonCode.IMAGE_PULL);
        try {
            hub.startServer("eve", "");
            hub.await("eve", ServerState.STOPPED);
        } finally {
            WORLD.failStarts(null);
        }
        assertThat(row("eve").endedBy()).isEqualTo("RUNTIME");
    }

    /** A server of an older release has no record, and its hub did not note that it has resources. */
    @Test
    void aServerThatRunsWhileTheHubIsUpgradedGetsARecordFromItsStart() {
        ServerRef ref = ready("fay");
        Instant began = row("fay").began();
        long user = hub.user("fay").id();
        hub.jdbc()
                .sql("delete from usage_records where user_id = ?")
                .param(user)
                .update();
        hub.jdbc()
                .sql("update servers set allocated_generation = null where user_id = ?")
                .param(user)
                .update();
        Awaitility.await("the next look records it").until(() -> !rows("fay").isEmpty());
        assertThat(row("fay").began()).isEqualTo(began);
        assertThat(row("fay").ended()).isNull();
        assertThat(WORLD.running()).contains(ref);
    }

    @Test
    void aRunThatWentOnAfterItsRecordWasClosedIsCorrected() {
        ServerRef ref = ready("gus");
        long user = hub.user("gus").id();
        hub.jdbc()
                .sql(
                        "update servers set wanted = 'STOPPED', seen = 'GONE', ended_at = now(), due_at = null where user_id = ?")
                .param(user)
                .update();
        hub.jdbc()
                .sql("update usage_records set ended_at = began_at, ended_by = 'LOOK' where user_id = ?")
                .param(user)
                .update();
        hub.sweep();
        hub.await("gus", ServerState.STOPPED);
        List<Row> rows = rows("gus");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).corrects()).isEqualTo(rows.get(0).id());
        assertThat(rows.get(1).began()).isEqualTo(rows.get(0).ended());
        assertThat(rows.get(1).ended())
                .isCloseTo(hub.spawner().observe(ref).run().ended(), EXACTLY);
    }

    @Test
    void aRunThatAnOlderHubEndedIsClosedLater() {
        ready("hal");
        long user = hub.user("hal").id();
        hub.stopServer("hal");
        hub.await("hal", ServerState.STOPPED);
        hub.jdbc()
                .sql("update usage_records set ended_at = null, ended_by = null where user_id = ?")
                .param(user)
                .update();
        hub.jdbc()
                .sql("update server_runs set ended_at = ended_at - interval '2 minutes' where user_id = ?")
                .param(user)
                .update();
        hub.bean(UsageUpkeep.class).closeAbandoned();
        assertThat(row("hal").endedBy()).isEqualTo("LOOK");
    }

    @Test
    void oldRecordsAreAnonymizedAndThenDeleted() {
        ready("ivy");
        hub.stopServer("ivy");
        hub.await("ivy", ServerState.STOPPED);
        long id = row("ivy").id();
        age(id, Duration.ofDays(31));
        hub.bean(UsageUpkeep.class).age(100);
        Row old = byId(id).getFirst();
        assertThat(old.user()).isEqualTo("(anonymous)");
        assertThat(old.userId()).isZero();
        age(id, Duration.ofDays(401));
        hub.bean(UsageUpkeep.class).age(100);
        assertThat(byId(id)).isEmpty();
        assertThat(hub.jdbc()
                        .sql("select action from audit_events where action like 'USAGE%' order by id")
                        .query(String.class)
                        .list())
                .contains("USAGE_RECORDS_ANONYMIZED", "USAGE_RECORDS_DELETED");
    }

    private static void age(long id, Duration age) {
        hub.jdbc()
                .sql("update usage_records set began_at = now() - :age * interval '1 second',"
                        + " ended_at = now() - :age * interval '1 second' where id = :id")
                .param("age", age.toSeconds())
                .param("id", id)
                .update();
    }

    private static ServerRef ready(String name) {
        hub.startServer(name, "");
        hub.await(name, ServerState.READY);
        return hub.ref(name);
    }

    private static Row row(String name) {
        return rows(name).getLast();
    }

    private static List<Row> rows(String name) {
        return query("user_name", name);
    }

    private static List<Row> byId(long id) {
        return query("id", id);
    }

    private static List<Row> query(String column, Object value) {
        return hub.jdbc()
                .sql("select * from usage_records where " + column + " = ? order by id")
                .param(value)
                .query((rs, index) -> new Row(
                        rs.getLong("id"),
                        rs.getLong("user_id"),
                        rs.getString("user_name"),
                        rs.getString("profile"),
                        rs.getString("node"),
                        rs.getString("gpu_product"),
                        rs.getString("gpu_resource"),
                        rs.getLong("gpu_millis"),
                        rs.getBoolean("gpu_estimated"),
                        rs.getLong("cpu_millis"),
                        rs.getLong("memory_bytes"),
                        rs.getTimestamp("began_at").toInstant(),
                        rs.getString("began_by"),
                        rs.getTimestamp("ended_at") == null
                                ? null
                                : rs.getTimestamp("ended_at").toInstant(),
                        rs.getString("ended_by"),
                        rs.getObject("corrects", Long.class)))
                .list();
    }

    private record Row(
            long id,
            long userId,
            String user,
            String profile,
            String node,
            String product,
            String resource,
            long gpuMillis,
            boolean estimated,
            long cpuMillis,
            long memoryBytes,
            Instant began,
            String beganBy,
            Instant ended,
            String endedBy,
            Long corrects) {}
}
