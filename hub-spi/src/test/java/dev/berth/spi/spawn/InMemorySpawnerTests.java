package dev.berth.spi.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InMemorySpawnerTests extends SpawnerContract {

    private static final ServerRef ANN = new ServerRef("ann", 1);

    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final InMemoryWorld world = new InMemoryWorld(() -> now);
    private final InMemorySpawner replica = new InMemorySpawner(world);
    private final InMemorySpawner other = new InMemorySpawner(world);

    @AfterEach
    void end() {
        stopAll();
        assertThat(world.mostAtOnce(generation(1).runtimeName())).isLessThanOrEqualTo(1);
    }

    @Test
    void slowServerIsStartingUntilItsTimeHasPassed() {
        world.startTakes(Duration.ofSeconds(30));
        replica.start(request(ANN));
        assertThat(replica.observe(ANN)).isInstanceOf(Observation.Starting.class);
        now = now.plusSeconds(30);
        assertThat(replica.observe(ANN)).isInstanceOf(Observation.Ready.class);
    }

    @Test
    void heldServerIsStartingUntilTheTestSaysReady() {
        world.holdStarts(true);
        replica.start(request(ANN));
        assertThat(replica.observe(ANN)).isInstanceOf(Observation.Starting.class);
        world.makeReady(ANN);
        assertThat(replica.observe(ANN)).isInstanceOf(Observation.Ready.class);
    }

    @ParameterizedTest
    @EnumSource
    void failsAtStartWithEveryReason(ReasonCode code) {
        world.refuseStarts(code);
        assertThat(replica.start(request(ANN)))
                .isInstanceOfSatisfying(
                        StartOutcome.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(code));
        assertThat(world.launches(ANN)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void failsLaterWithEveryReason(ReasonCode code) {
        world.failStarts(code);
        assertThat(replica.start(request(ANN))).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(replica.observe(ANN))
                .isInstanceOfSatisfying(
                        Observation.Exited.class,
                        exited -> assertThat(exited.failure().code()).isEqualTo(code));
    }

    @Test
    void lostServerIsAbsentAndItsGenerationDoesNotComeBack() {
        replica.start(request(ANN));
        world.lose(ANN);
        assertThat(replica.observe(ANN)).isInstanceOf(Observation.Absent.class);
        assertThat(replica.list().servers()).isEmpty();
        assertThat(replica.start(request(ANN))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(world.launches(ANN)).isOne();
    }

    @Test
    void restartedHubFindsItsServers() {
        replica.start(request(ANN));
        assertThat(new InMemorySpawner(world).list().servers()).containsOnlyKeys(ANN);
    }

    @Test
    void stubbornServerStopsWhenTheGraceHasPassed() {
        replica.start(request(ANN));
        world.stubborn(true);
        replica.stop(ANN, Duration.ofSeconds(10));
        assertThat(replica.observe(ANN)).isInstanceOf(Observation.Stopping.class);
        now = now.plusSeconds(10);
        assertThat(replica.observe(ANN)).isInstanceOf(Observation.Exited.class);
    }

    @Test
    void addressIsTheTestsChoice() {
        world.addresses(_ -> new Observation.Address("127.0.0.1", 4711));
        replica.start(request(ANN));
        assertThat(replica.observe(ANN))
                .isInstanceOfSatisfying(
                        Observation.Ready.class,
                        ready -> assertThat(ready.address()).isEqualTo(new Observation.Address("127.0.0.1", 4711)));
    }

    @Test
    void frozenReplicaThatWakesUpAfterAStopStartsNothing() {
        try (FreezePoint.Hold hold = replica.freeze(FreezePoint.START_BEFORE_EFFECT)) {
            CompletableFuture<StartOutcome> frozen = CompletableFuture.supplyAsync(() -> replica.start(request(ANN)));
            hold.awaitReached();
            other.stop(ANN, Duration.ZERO);
            hold.thaw();
            assertThat(frozen.join()).isInstanceOf(StartOutcome.Superseded.class);
        }
        assertThat(world.launches(ANN)).isZero();
    }

    @Override
    protected Spawner spawner() {
        return replica;
    }

    @Override
    protected Spawner otherReplica() {
        return other;
    }

    @Override
    protected StartRequest request(ServerRef ref) {
        return TestRequests.of(ref);
    }

    @Override
    protected void end(ServerRef ref) {
        world.exit(ref, ReasonCode.EXITED);
    }

    @Override
    protected void crash(ServerRef ref) {
        world.exit(ref, ReasonCode.CRASHED);
    }

    @Override
    protected long running(String runtimeName) {
        return world.running().stream()
                .filter(ref -> ref.runtimeName().equals(runtimeName))
                .count();
    }

    @Override
    protected Outage outage() {
        world.unavailable(true);
        return () -> world.unavailable(false);
    }
}
