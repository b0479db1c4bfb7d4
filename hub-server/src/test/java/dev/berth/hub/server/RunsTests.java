package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.RunStatistics.ActiveAt;
import dev.berth.hub.server.RunStatistics.Span;
import dev.berth.hub.server.RunStatistics.Starts;
import dev.berth.spi.spawn.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every run leaves a row, whatever its end, and the charts are aggregates of these rows. */
class RunsTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void aRunIsWrittenDownFromItsWishToItsEnd() {
        String name = SharedHub.ready("runner");
        assertThat(run(name))
                .containsEntry("generation", 1L)
                .containsEntry("profile", "lab")
                .containsEntry("wanted_by", name)
                .containsEntry("ended_at", null)
                .containsEntry("reason", null);
        assertThat(run(name).get("ready_at")).isNotNull();
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        assertThat(run(name)).containsEntry("reason", "REQUESTED");
        assertThat(run(name).get("ended_at")).isNotNull();
        HUB.startServer(name, "");
        HUB.await(name, ServerState.READY);
        assertThat(run(name)).containsEntry("generation", 2L);
    }

    @Test
    void aStartThatFailsHasItsReasonAndWasNeverReady() {
        String name = SharedHub.name("failing");
        SharedHub.WORLD.failStarts(ReasonCode.IMAGE_PULL);
        try {
            HUB.startServer(name, "");
            HUB.await(name, ServerState.STOPPED);
        } finally {
            SharedHub.WORLD.failStarts(null);
        }
        assertThat(run(name)).containsEntry("reason", "IMAGE_PULL").containsEntry("ready_at", null);
        assertThat(run(name).get("ended_at")).isNotNull();
    }

    @Test
    void aRunOutlivesItsServerAndItsUser() {
        String name = SharedHub.ready("gone");
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        long userId = HUB.user(name).id();
        HUB.admin("runs-admin");
        HUB.api("runs-admin").delete("/hub/api/users/" + name).ok(204);
        assertThat(HUB.jdbc()
                        .sql("select count(*) from server_runs where user_id = ?")
                        .param(userId)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void theCurveCountsWhoeverWasThereAtEachInstant() {
        JdbcClient jdbc = TestDatabase.fresh().jdbc();
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        // Minutes since the beginning: wanted, ready, ended, reason.
        insert(jdbc, begin, 1, -30, -29, 15, "REQUESTED");
        insert(jdbc, begin, 2, 5, 6, 25, "IDLE");
        insert(jdbc, begin, 3, 12, null, 13, "IMAGE_PULL");
        insert(jdbc, begin, 4, 22, 24, null, null);
        insert(jdbc, begin, 5, -60, -59, -40, "REQUESTED");
        RunStatistics statistics = new RunStatistics(jdbc);
        Span span = new Span(begin, Duration.ofMinutes(10), 3);
        assertThat(statistics.active(span)).extracting(ActiveAt::servers).containsExactly(1L, 2L, 1L, 1L);
        List<Starts> starts = statistics.starts(span);
        assertThat(starts).extracting(Starts::wanted).containsExactly(1L, 1L, 1L);
        assertThat(starts).extracting(Starts::ready).containsExactly(1L, 0L, 1L);
        assertThat(starts).extracting(Starts::failed).containsExactly(0L, 1L, 0L);
        assertThat(starts).extracting(Starts::medianSeconds).containsExactly(60.0, null, 120.0);
        assertThat(statistics.ends(span))
                .extracting(RunStatistics.Ends::reason)
                .containsExactly("IDLE", "IMAGE_PULL", "REQUESTED");
    }

    private static void insert(
            JdbcClient jdbc, Instant begin, long server, int wanted, Integer ready, Integer ended, String reason) {
        jdbc.sql("""
                insert into server_runs (server_id, generation, user_id, user_name, server_name, profile, wanted_by, wanted_at, ready_at,
                                         stop_wanted_at, reason, ended_at)
                values (:server, 1, 1, 'u', '', 'p', 'u', cast(:begin as timestamptz) + :wanted * interval '1 minute',
                        cast(:begin as timestamptz) + cast(:ready as int) * interval '1 minute',
                        cast(:begin as timestamptz) + cast(:ended as int) * interval '1 minute', :reason,
                        cast(:begin as timestamptz) + cast(:ended as int) * interval '1 minute')""")
                .param("server", server)
                .param("begin", begin.toString())
                .param("wanted", wanted)
                .param("ready", ready)
                .param("ended", ended)
                .param("reason", reason)
                .update();
    }

    private static Map<String, Object> run(String name) {
        return HUB.jdbc()
                .sql("select * from server_runs where user_name = ? order by id desc limit 1")
                .param(name)
                .query()
                .singleRow();
    }
}
