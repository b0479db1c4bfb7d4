package dev.berth.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.database.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTests {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private final JdbcAuditLog log = new JdbcAuditLog(DATABASE.jdbc(), event -> {});

    private static AuditEvent event(String name) {
        Actor actor = Actor.user(7, "ann", "s1", "192.0.2.1");
        return new AuditEvent(
                AuditAction.USER_DISABLED,
                actor,
                Target.user(name),
                Map.of("reason", "left \u0000\n us", "uid", "20000"));
    }

    @Test
    void eventIsKeptAsItWasRecorded() {
        DATABASE.transactions().executeWithoutResult(transaction -> log.record(event("bob")));
        assertThat(log.latest(1)).singleElement().satisfies(kept -> {
            assertThat(kept.event()).isEqualTo(event("bob"));
            assertThat(kept.event().detail()).containsEntry("reason", "left \uFFFD\uFFFD us");
        });
    }

    @Test
    void eventIsGoneWithItsTransaction() {
        DATABASE.transactions().executeWithoutResult(transaction -> {
            log.record(event("rolled-back"));
            transaction.setRollbackOnly();
        });
        assertThat(log.latest(10))
                .noneMatch(kept -> kept.event().target().name().equals("rolled-back"));
    }

    @Test
    void recordingOutsideOfATransactionIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> log.record(event("bob")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_events SET actor_name = 'x'",
                "DELETE FROM audit_events",
                "TRUNCATE audit_events",
                "DROP TABLE audit_events",
                "ALTER TABLE audit_events OWNER TO berth_hub",
                "SET ROLE berth_audit",
                "INSERT INTO audit_events (at, action, actor_kind, actor_name, target_kind, target_name) VALUES (now(), 'a', 'b', 'c', 'd', 'e')",
                "CREATE TABLE mine (x int)",
            })
    void hubCannotRewriteWhatHappened(String sql) {
        assertThatThrownBy(() -> DATABASE.jdbc().sql(sql).update())
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner|must be able).*");
    }

    @Test
    void secretsAndUnboundedTextDoNotComeIn() {
        Actor actor = Actor.unknown("x".repeat(1_000_000), "y".repeat(1_000));
        assertThat(actor.name()).hasSize(255);
        assertThat(actor.address()).hasSize(64);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new AuditEvent(AuditAction.SIGNED_IN, actor, Target.user("u"), Map.of("password", "x")));
    }
}
