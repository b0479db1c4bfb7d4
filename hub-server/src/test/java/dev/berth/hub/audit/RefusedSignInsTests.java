package dev.berth.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strangers guess names and passwords as fast as they can. */
class RefusedSignInsTests {

    private static final int BEYOND = 40;

    private final TestDatabase database = TestDatabase.fresh();
    private final AuditLog audit = TestAudit.in(database);
    private final List<Object> published = new ArrayList<>();
    private final RefusedSignIns refused =
            new RefusedSignIns(database.jdbc(), audit, database.transactions(), published::add);

    private static AuditEvent attempt(String name, String address) {
        return new AuditEvent(
                AuditAction.SIGN_IN_REFUSED,
                Actor.unknown(name, address),
                Target.user(name),
                Map.of("provider", "local", "reason", "BAD_CREDENTIALS", "rule", "wrong password"));
    }

    private long events(String action) {
        return database.jdbc()
                .sql("SELECT count(*) FROM audit_events WHERE action = ?")
                .param(action)
                .query(Long.class)
                .single();
    }

    /** The period is chosen by the database's clock, so it is moved to the past rather than waited for. */
    private void endPeriod() {
        database.jdbc()
                .sql("UPDATE refused_sign_ins SET period = period - interval '20 minutes'")
                .update();
    }

    @Test
    void investigatorFindsOutWhoWasAttackedFromWhereAndHowOften() {
        for (int i = 0; i < RefusedSignIns.OWN_EVENTS; i++) {
            refused.record(attempt("someone-" + i, "192.0.2.1"), false);
        }
        for (int i = 0; i < BEYOND; i++) {
            refused.record(attempt(i % 2 == 0 ? "ann" : "invented-" + i, "198.51.100." + i % 3), i % 2 == 0);
        }
        assertThat(events("SIGN_IN_REFUSED")).isEqualTo(RefusedSignIns.OWN_EVENTS);
        assertThat(published).as("alerts and metrics see each of them").hasSize(RefusedSignIns.OWN_EVENTS + BEYOND);
        assertThat(refused.summarised(RefusedSignIns.By.NAME, "ann", Duration.ofMinutes(5)))
                .isEqualTo(BEYOND / 2);
        assertThat(refused.summarised(RefusedSignIns.By.ADDRESS, "198.51.100.0", Duration.ofMinutes(5)))
                .isEqualTo(14);

        refused.recordSummaries();
        assertThat(events("SIGN_INS_SUMMARIZED")).as("the period is not over").isZero();
        endPeriod();
        refused.recordSummaries();
        refused.recordSummaries();
        assertThat(events("SIGN_INS_SUMMARIZED")).isEqualTo(1);
        AuditEvent summary = audit.latest(1).getFirst().event();
        assertThat(summary.detail())
                .containsEntry("count", Integer.toString(BEYOND))
                .containsEntry("accounts", "ann (20)")
                .containsEntry("addresses", "198.51.100.0 (14), 198.51.100.1 (13), 198.51.100.2 (13)")
                .containsEntry("reasons", "BAD_CREDENTIALS (40)")
                .containsKeys("first", "last");
        assertThat(summary.detail().get("names")).contains("invented-1 (1)", "invented-39 (1)");
    }

    @Test
    void inventedNamesNeitherGrowWithoutEndNorHideAnAccount() {
        for (int i = 0; i < RefusedSignIns.OWN_EVENTS; i++) {
            refused.record(attempt("first", "192.0.2.1"), false);
        }
        for (int i = 0; i < 300; i++) {
            refused.record(attempt("x".repeat(200) + i, "2001:db8::" + i), false);
        }
        refused.record(attempt("ann", "203.0.113.9"), true);
        endPeriod();
        refused.recordSummaries();
        assertThat(audit.latest(1).getFirst().event().detail())
                .containsEntry("count", "301")
                .containsEntry("accounts", "ann (1)")
                .hasEntrySatisfying(
                        "names", names -> assertThat(names).hasSizeLessThan(500).contains(" more"));
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM jsonb_object_keys((SELECT names FROM refused_sign_ins))")
                        .query(Long.class)
                        .single())
                .isEqualTo(100);
    }

    @Test
    void directoryThatDoesNotRespondIsNotAnAttackOnAnybody() {
        for (int i = 0; i < RefusedSignIns.OWN_EVENTS + 5; i++) {
            Map<String, String> detail = Map.of("provider", "campus", "reason", "UNAVAILABLE", "rule", "no answer");
            refused.record(
                    new AuditEvent(
                            AuditAction.SIGN_IN_REFUSED, Actor.unknown("ann", "192.0.2.1"), Target.user("ann"), detail),
                    true);
        }
        assertThat(refused.summarised(RefusedSignIns.By.NAME, "ann", Duration.ofMinutes(5)))
                .isZero();
        endPeriod();
        refused.recordSummaries();
        assertThat(audit.latest(1).getFirst().event().detail())
                .containsEntry("count", "5")
                .containsEntry("reasons", "UNAVAILABLE (5)")
                .doesNotContainKey("accounts");
    }

    @Test
    void quietPeriodHasNoSummary() {
        refused.record(attempt("ann", "192.0.2.1"), true);
        endPeriod();
        refused.recordSummaries();
        assertThat(events("SIGN_INS_SUMMARIZED")).isZero();
        assertThat(events("SIGN_IN_REFUSED")).isEqualTo(1);
    }
}
