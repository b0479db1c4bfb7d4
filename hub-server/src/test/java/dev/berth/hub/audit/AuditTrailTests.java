package dev.berth.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.AuditEvent.Target;
import dev.berth.hub.audit.AuditLog.Recorded;
import dev.berth.hub.database.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of the audit log: by person, action, time and address, page by page. */
class AuditTrailTests {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private static final AuditTrail TRAIL = new AuditTrail(DATABASE.jdbc());

    @BeforeAll
    static void record() {
        for (int i = 0; i < 2_500; i++) {
            record(AuditAction.SIGNED_IN, "crowd", "192.0.2." + i % 200, Target.user("crowd"));
        }
        record(AuditAction.SERVER_STOP_WANTED, "ann", "192.0.2.201", Target.server("bob", "gpu"));
        record(AuditAction.USER_DISABLED, "ann", "192.0.2.202", Target.user("bob"));
        record(AuditAction.GROUP_CREATED, "bob", "192.0.2.203", new Target(Target.Kind.GROUP, "ann"));
    }

    private static void record(AuditAction action, String actor, String address, Target target) {
        DATABASE.transactions()
                .executeWithoutResult(transaction -> new JdbcAuditLog(DATABASE.jdbc(), event -> {})
                        .record(new AuditEvent(action, Actor.user(1, actor, "s1", address), target, Map.of())));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetitionWhileNewEventsCome() {
        List<Long> seen = new ArrayList<>();
        AuditQuery query = AuditQuery.latest(400);
        List<Recorded> page = TRAIL.page(query);
        while (!page.isEmpty()) {
            page.forEach(event -> seen.add(event.id()));
            record(AuditAction.SIGNED_OUT, "late", "192.0.2.9", Target.user("late"));
            page = TRAIL.page(query.continuedAfter(page.getLast().position()));
        }
        assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(2_503);
        List<Recorded> all = new ArrayList<>();
        TRAIL.each(query.continuedAfter(new AuditQuery.Position(Instant.parse("2999-01-01T00:00:00Z"), 1)), all::add);
        assertThat(all).extracting(Recorded::id).containsSubsequence(seen);
    }

    @ParameterizedTest
    @CsvSource({"ann,2", "bob,3", "nobody,0", "crowd,1000"})
    void aPersonIsWhoeverDidItOrHadItDoneToThemOrTheirServer(String person, int expected) {
        assertThat(TRAIL.page(new AuditQuery(person, null, null, null, null, null, 1_000)))
                .hasSize(expected);
    }

    @Test
    void questionsCanBeJoined() {
        assertThat(TRAIL.page(new AuditQuery("bob", AuditAction.USER_DISABLED, null, null, "192.0.2.202", null, 10)))
                .singleElement()
                .satisfies(found -> assertThat(found.event().actor().name()).isEqualTo("ann"));
        assertThat(TRAIL.page(new AuditQuery("bob", AuditAction.USER_DISABLED, null, null, "192.0.2.1", null, 10)))
                .isEmpty();
        assertThat(TRAIL.page(new AuditQuery(null, null, null, null, "192.0.2.203", null, 10)))
                .hasSize(1);
    }

    @Test
    void aTimeHasABeginAndAnEndThatIsNotPartOfIt() {
        List<Recorded> latest = TRAIL.page(AuditQuery.latest(3));
        Instant from = latest.get(2).at();
        Instant to = latest.get(0).at();
        assertThat(TRAIL.page(new AuditQuery(null, null, from, to, null, null, 10)))
                .extracting(Recorded::id)
                .contains(latest.get(2).id())
                .doesNotContain(latest.get(0).id());
        assertThat(TRAIL.page(new AuditQuery(null, null, to.plusSeconds(3_600), null, null, null, 10)))
                .isEmpty();
    }

    @Test
    void everyPlaceInTheListSurvivesTheWayThroughAClient() {
        AuditQuery.Position position =
                TRAIL.page(AuditQuery.latest(1)).getFirst().position();
        assertThat(AuditQuery.Position.parse(position.toString())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-", "-1", "1-2-3", "a-b", "99999999999999999999-1", "1-1 OR 1=1"})
    void whatIsNoPlaceIsNone(String text) {
        assertThat(AuditQuery.Position.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0"})
    void aFormulaIsATextInTheExport(String text) {
        assertThat(AuditCsv.cell(text)).startsWith("\"'").endsWith("\"");
    }

    @Test
    void aCellEndsWhereItShould() {
        assertThat(AuditCsv.cell("a,\"b\"\n")).isEqualTo("\"a,\"\"b\"\"\n\"");
        assertThat(AuditCsv.cell(null)).isEmpty();
        Recorded event = TRAIL.page(AuditQuery.latest(1)).getFirst();
        assertThat(AuditCsv.line(event).split(",", -1)).hasSameSizeAs(AuditCsv.HEADER.split(",", -1));
    }
}
