package dev.berth.hub.server.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.Seen;
import dev.berth.hub.server.ServerRow;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Usage records compared with a model, the runtime's own times, after random sequences of starts, stops, exits, losses and outages in which
 * hubs die before, inside and after each step. The reconciler's loop is stopped, so that a sequence is the same each time.
 */
class UsagePropertyTests {

    /** What happens next. */
    enum Action {
        START,
        STOP,
        EXIT,
        LOSE,
        SWEEP,
        OUTAGE,
        RECOVERY,
        STEP,
        STEP_AGAIN,
        /** A hub dies when it holds the lease. */
        DEATH_BEFORE,
        /** A hub dies when the spawner has acted and nothing is committed: the transactions of the step are rolled back. */
        DEATH_INSIDE,
        /** A hub dies when everything is committed, and does not release its lease. */
        DEATH_AFTER
    }

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static final AtomicInteger USERS = new AtomicInteger();
    private static HubUnderTest hub;

    private final Map<Long, Boolean> known = new TreeMap<>();
    private String user = "";

    @BeforeContainer
    static void start() {
        hub = HubUnderTest.start(TestDatabase.fresh(), WORLD);
        hub.bean(Reconciler.class).stop();
    }

    @AfterContainer
    static void stop() {
        hub.close();
    }

    @Property(tries = 150)
    void recordsEqualTheTimesOfTheRuntime(@ForAll @Size(max = 30) List<Action> actions) {
        user = "user" + USERS.incrementAndGet();
        known.clear();
        hub.user(user);
        try {
            actions.forEach(this::act);
        } finally {
            WORLD.unavailable(false);
        }
        settle();
        check();
    }

    private void act(Action action) {
        switch (action) {
            case START -> hub.startServer(user, "");
            case STOP -> hub.stopServer(user);
            case EXIT -> ifRunning(ref -> WORLD.exit(ref, ReasonCode.EXITED));
            case LOSE -> ifRunning(WORLD::lose);
            case SWEEP -> hub.sweep();
            case OUTAGE -> WORLD.unavailable(true);
            case RECOVERY -> WORLD.unavailable(false);
            case STEP, STEP_AGAIN, DEATH_BEFORE, DEATH_INSIDE, DEATH_AFTER -> step(action);
        }
    }

    private void step(Action how) {
        makeDue();
        for (ServerRow row : hub.bean(ClaimRepository.class).claim("memory", "a-hub", Duration.ofSeconds(30), 10)) {
            switch (how) {
                case DEATH_BEFORE -> {}
                case DEATH_INSIDE ->
                    hub.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                        take(row);
                        status.setRollbackOnly();
                    });
                case DEATH_AFTER -> take(row);
                default -> {
                    Duration next = take(row);
                    hub.bean(ClaimRepository.class).release(row, next);
                }
            }
            known.merge(row.generation(), accepted(row.generation()), Boolean::logicalOr);
        }
    }

    private static Duration take(ServerRow row) {
        try {
            return hub.bean(Step.class).take(row);
        } catch (SpawnerUnavailableException outage) {
            return Duration.ZERO;
        }
    }

    private void makeDue() {
        hub.jdbc()
                .sql("update servers set lease_until = now() - interval '1 second', due_at = now()"
                        + " where user_id = ? and due_at is not null")
                .param(hub.user(user).id())
                .update();
    }

    private boolean accepted(long generation) {
        return hub.jdbc()
                .sql("select count(*) from servers where user_id = ? and generation = ? and accepted_at is not null")
                .params(hub.user(user).id(), generation)
                .query(Boolean.class)
                .single();
    }

    private void ifRunning(java.util.function.Consumer<ServerRef> action) {
        WORLD.running().stream()
                .filter(ref -> ref.runtimeName().equals(hub.user(user).runtimeHome()))
                .forEach(action);
    }

    /** At the end everything is stopped by a hub that lives. */
    private void settle() {
        hub.stopServer(user);
        for (int i = 0; i < 10 && generation() > 0 && !isGone(); i++) {
            step(Action.STEP);
        }
        hub.sweep();
        step(Action.STEP);
        assertThat(generation() == 0 || isGone()).as("settled").isTrue();
    }

    private boolean isGone() {
        return hub.jdbc()
                .sql("select seen from servers where user_id = ?")
                .param(hub.user(user).id())
                .query(String.class)
                .single()
                .equals(Seen.GONE.name());
    }

    private long generation() {
        return hub.jdbc()
                .sql("select coalesce(max(generation), 0) from servers where user_id = ?")
                .param(hub.user(user).id())
                .query(Long.class)
                .single();
    }

    private void check() {
        List<Recorded> records = records();
        List<Recorded> expected = new ArrayList<>();
        for (long generation = 1; generation <= generation(); generation++) {
            ServerRef ref = new ServerRef(hub.user(user).runtimeHome(), generation);
            long its = generation;
            List<Recorded> found =
                    records.stream().filter(each -> each.generation() == its).toList();
            compare(ref, found);
            expected.addAll(found);
        }
        assertThat(records).as("no record without a run").containsExactlyInAnyOrderElementsOf(expected);
        for (int i = 1; i < records.size(); i++) {
            assertThat(records.get(i).began())
                    .as("no two runs of a server at once")
                    .isAfterOrEqualTo(records.get(i - 1).ended());
        }
    }

    private void compare(ServerRef ref, List<Recorded> found) {
        Observation truth = hub.spawner().observe(ref);
        if (WORLD.launches(ref) == 0) {
            assertThat(found).as("nothing ran: " + ref).isEmpty();
            return;
        }
        Run run = truth.run();
        if (run.ended() == null) {
            // Lost: only what a hub had seen before is known.
            assertThat(found).hasSize(known.getOrDefault(ref.generation(), false) ? 1 : found.size());
            assertThat(found).allSatisfy(each -> assertThat(each.endedBy()).isNotEqualTo("RUNTIME"));
            return;
        }
        assertThat(found).as("records of " + ref).isNotEmpty();
        assertThat(found.getFirst().began()).isEqualTo(micros(run.started()));
        assertThat(found.getLast().ended()).isEqualTo(micros(run.ended()));
        Duration sum = found.stream()
                .map(each -> Duration.between(each.began(), each.ended()))
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(sum)
                .as("sum of the intervals")
                .isEqualTo(Duration.between(micros(run.started()), micros(run.ended())));
    }

    /** The database rounds to microseconds. */
    private static Instant micros(Instant exact) {
        return exact.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }

    private List<Recorded> records() {
        return hub.jdbc()
                .sql("select generation, began_at, ended_at, ended_by from usage_records where user_id = ?"
                        + " order by began_at, ended_at, id")
                .param(hub.user(user).id())
                .query((rs, index) -> new Recorded(
                        rs.getLong("generation"),
                        rs.getTimestamp("began_at").toInstant(),
                        rs.getTimestamp("ended_at").toInstant(),
                        rs.getString("ended_by")))
                .list();
    }

    private record Recorded(long generation, Instant began, Instant ended, String endedBy) {}
}
