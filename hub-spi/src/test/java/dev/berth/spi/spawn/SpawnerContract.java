package dev.berth.spi.spawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link Spawner}, one test each. The test of a spawner extends this class and inspects its runtime from outside: what is
 * running is never asked of the spawner itself.
 */
public abstract class SpawnerContract {

    private static final Duration NOW = Duration.ZERO;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name = "contract-" + UUID.randomUUID().toString().substring(0, 8);

    /** One replica's spawner. */
    protected abstract Spawner spawner();

    /** Another replica's spawner, on the same runtime. */
    protected abstract Spawner otherReplica();

    /** A start of a server that responds to requests until it is stopped. */
    protected abstract StartRequest request(ServerRef ref);

    /** Makes a running server exit with status 0. */
    protected abstract void end(ServerRef ref);

    /** Kills a running server without the spawner's knowledge. */
    protected abstract void crash(ServerRef ref);

    /** Counts, in the runtime itself, the servers of this name that run. */
    protected abstract long running(String runtimeName);

    /** Makes the runtime unavailable until the result is closed. */
    protected abstract Outage outage();

    /** How long a server may take to become ready or to end. */
    protected Duration patience() {
        return Duration.ofSeconds(5);
    }

    /** Limits that the spawner cannot enforce; null where it can enforce all. */
    protected Limits unenforceable() {
        return new Limits(1L << 30, 0, Map.of());
    }

    /** A period in which the runtime is unavailable. */
    protected interface Outage extends AutoCloseable {
        @Override
        void close();
    }

    @Test
    void startedServerBecomesReady() {
        ServerRef ref = generation(1);
        assertThat(start(ref)).isInstanceOf(StartOutcome.Accepted.class);
        awaitReady(ref);
        assertThat(running(name)).isOne();
    }

    @Test
    void startIsIdempotentWhileItRuns() {
        ServerRef ref = generation(1);
        start(ref);
        Observation.Ready before = awaitReady(ref);
        assertThat(start(ref)).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(otherReplica().start(request(ref))).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(awaitReady(ref)).isEqualTo(before);
        assertThat(running(name)).isOne();
    }

    @Test
    void startAfterTheServerEndedStartsNothing() {
        ServerRef ref = started(1);
        end(ref);
        awaitExited(ref);
        assertThat(start(ref)).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(spawner().observe(ref)).isInstanceOf(Observation.Exited.class);
        assertThat(running(name)).isZero();
    }

    @Test
    void concurrentStartsOfOneGenerationStartExactlyOne() {
        ServerRef ref = generation(1);
        List<StartOutcome> outcomes = atOnce(8, i -> (i % 2 == 0 ? spawner() : otherReplica()).start(request(ref)));
        assertThat(outcomes).hasSize(8).allMatch(StartOutcome.Accepted.class::isInstance);
        awaitReady(ref);
        assertThat(running(name)).isOne();
    }

    @Test
    void startOfAnOlderGenerationIsSuperseded() {
        ServerRef newer = started(2);
        assertThat(start(generation(1))).isInstanceOf(StartOutcome.Superseded.class);
        awaitReady(newer);
        assertThat(running(name)).isOne();
        assertThat(spawner().observe(generation(1))).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void startBesideARunningOlderGenerationStartsNothing() {
        started(1);
        assertThatThrownBy(() -> start(generation(2))).isInstanceOf(SpawnerUnavailableException.class);
        assertThat(running(name)).isOne();
        spawner().stop(generation(1), NOW);
        awaitExited(generation(1));
        assertThat(start(generation(2))).isInstanceOf(StartOutcome.Accepted.class);
        awaitReady(generation(2));
    }

    @Test
    void stopEndsTheServerAndSaysThatItWasAskedFor() {
        ServerRef ref = started(1);
        spawner().stop(ref, GRACE);
        assertThat(awaitExited(ref).failure().code()).isEqualTo(ReasonCode.REQUESTED);
        assertThat(running(name)).isZero();
        assertThat(otherReplica().observe(ref)).isEqualTo(spawner().observe(ref));
    }

    @Test
    void stopIsIdempotent() {
        ServerRef ref = started(1);
        spawner().stop(ref, NOW);
        otherReplica().stop(ref, NOW);
        awaitExited(ref);
        spawner().stop(ref, GRACE);
        assertThat(spawner().observe(ref)).isInstanceOf(Observation.Exited.class);
    }

    @Test
    void stopOfWhatNeverWasSucceeds() {
        spawner().stop(generation(1), GRACE);
        assertThat(spawner().observe(generation(1))).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void lateStartAfterStopStartsNothing() {
        ServerRef ref = generation(1);
        spawner().stop(ref, NOW);
        assertThat(otherReplica().start(request(ref))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(running(name)).isZero();
        assertThat(spawner().observe(ref)).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void lateStartAfterStopOfARunningServerStartsNothing() {
        ServerRef ref = started(1);
        spawner().stop(ref, NOW);
        awaitExited(ref);
        assertThat(otherReplica().start(request(ref))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(running(name)).isZero();
    }

    @Test
    void stopCoversOlderGenerations() {
        ServerRef older = started(1);
        spawner().stop(generation(3), NOW);
        awaitExited(older);
        assertThat(running(name)).isZero();
        assertThat(start(generation(2))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(start(generation(3))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(running(name)).isZero();
    }

    @Test
    void stopOfAnOlderGenerationLeavesTheNewerOneAlone() {
        ServerRef newer = started(2);
        spawner().stop(generation(1), NOW);
        awaitReady(newer);
        assertThat(running(name)).isOne();
    }

    @Test
    void startAndStopAtOnceEndWithNothingRunning() {
        ServerRef ref = generation(1);
        atOnce(8, i -> {
            if (i == 4) {
                otherReplica().stop(ref, NOW);
                return new StartOutcome.Superseded();
            }
            return spawner().start(request(ref));
        });
        await().atMost(patience()).until(() -> isGone(otherReplica().observe(ref)));
        assertThat(running(name)).isZero();
        assertThat(start(ref)).isInstanceOf(StartOutcome.Superseded.class);
    }

    @Test
    void newerGenerationStartsAfterTheOlderOneEnded() {
        ServerRef older = started(1);
        end(older);
        awaitExited(older);
        started(2);
        assertThat(spawner().observe(older)).isNotInstanceOf(Observation.Ready.class);
        assertThat(running(name)).isOne();
    }

    @Test
    void exitOfItsOwnIsSeenWithItsReason() {
        ServerRef ref = started(1);
        end(ref);
        Failure failure = awaitExited(ref).failure();
        assertThat(failure.code()).isEqualTo(ReasonCode.EXITED);
        assertThat(failure.detail()).isNotBlank();
    }

    @Test
    void crashIsSeenWithItsReason() {
        ServerRef ref = started(1);
        crash(ref);
        assertThat(awaitExited(ref).failure().code()).isEqualTo(ReasonCode.CRASHED);
        assertThat(running(name)).isZero();
    }

    @Test
    void aRunHasTheTimesOfTheRuntimeNotOfTheQuery() {
        ServerRef ref = started(1);
        Run running = awaitReady(ref).run();
        assertThat(running.started()).as("start").isNotNull();
        assertThat(running.ended()).as("end of a server that runs").isNull();
        assertThat(running.node()).as("node").isNotEmpty();
        await("the other replica reads the same times")
                .atMost(patience())
                .until(() -> otherReplica().observe(ref).run().equals(running));
        end(ref);
        Run over = awaitExited(ref).run();
        assertThat(over.started()).isEqualTo(running.started());
        assertThat(over.ended()).as("end").isNotNull().isAfterOrEqualTo(over.started());
        assertThat(otherReplica().observe(ref).run()).isEqualTo(over);
    }

    @Test
    void aStoppedRunHasTheTimeOfItsEnd() {
        ServerRef ref = started(1);
        Run running = awaitReady(ref).run();
        spawner().stop(ref, GRACE);
        Run over = awaitExited(ref).run();
        assertThat(over.started()).isEqualTo(running.started());
        assertThat(over.ended()).isNotNull().isAfterOrEqualTo(over.started());
        assertThat(spawner().observe(ref).run()).isEqualTo(over);
    }

    @Test
    void limitThatCannotBeEnforcedIsRefused() {
        ServerRef ref = generation(1);
        StartOutcome outcome = spawner().start(TestRequests.withLimits(request(ref), unenforceable()));
        assertThat(outcome).isInstanceOfSatisfying(StartOutcome.Refused.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo(ReasonCode.LIMIT_UNENFORCEABLE);
            assertThat(refused.failure().detail()).as("words for a person").doesNotContain("Limits[");
        });
        assertThat(running(name)).isZero();
    }

    @Test
    void templateThatTheSpawnerDoesNotHaveIsRefused() {
        ServerRef ref = generation(1);
        StartOutcome outcome = spawner().start(TestRequests.withTemplate(request(ref), "nowhere"));
        assertThat(outcome).isInstanceOfSatisfying(StartOutcome.Refused.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo(ReasonCode.REFUSED);
            assertThat(refused.failure().detail()).contains("nowhere");
        });
        assertThat(running(name)).isZero();
    }

    @Test
    void listHoldsTheNewestGenerationOfEachServer() {
        started(1);
        spawner().stop(generation(1), NOW);
        awaitExited(generation(1));
        ServerRef newest = started(2);
        await("listed: " + newest)
                .atMost(patience())
                .untilAsserted(() -> assertThat(otherReplica().list().servers().keySet())
                        .filteredOn(each -> each.runtimeName().equals(name))
                        .containsExactly(newest));
    }

    @Test
    void listHoldsWhatEndedUntilItIsForgotten() {
        ServerRef ref = started(1);
        end(ref);
        awaitExited(ref);
        assertThat(otherReplica().list().servers()).containsKey(ref);
        spawner().forget(ref);
        await("not listed any more: " + ref)
                .atMost(patience())
                .untilAsserted(() -> assertThat(otherReplica().list().servers()).doesNotContainKey(ref));
        assertThat(otherReplica().observe(ref)).isInstanceOf(Observation.Absent.class);
        spawner().forget(ref);
    }

    @Test
    void logIsBoundedAndHoldsNoToken() {
        ServerRef ref = generation(1);
        assertThat(spawner().log(ref, 10)).isEmpty();
        StartRequest request = request(ref);
        spawner().start(request);
        awaitReady(ref);
        await().atMost(patience())
                .untilAsserted(() -> assertThat(spawner().log(ref, Spawner.MAX_LOG_LINES))
                        .isNotEmpty()
                        .noneMatch(line -> line.contains(request.token().value()))
                        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl)));
        assertThat(spawner().log(ref, 1)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatRunsIsNotForgotten() {
        ServerRef ref = started(1);
        assertThatThrownBy(() -> spawner().forget(ref)).isInstanceOf(IllegalStateException.class);
        awaitReady(ref);
        assertThat(running(name)).isOne();
    }

    @Test
    void runtimeThatCannotBeAskedSaysNothingAboutItsServers() {
        ServerRef ref = started(1);
        try (Outage _ = outage()) {
            assertThat(spawner().observe(ref)).isInstanceOf(Observation.Unknown.class);
            assertThatThrownBy(() -> spawner().list()).isInstanceOf(SpawnerUnavailableException.class);
            assertThatThrownBy(() -> start(generation(2))).isInstanceOf(SpawnerUnavailableException.class);
            assertThatThrownBy(() -> spawner().stop(ref, NOW)).isInstanceOf(SpawnerUnavailableException.class);
            assertThat(spawner().terminalJobs(ref))
                    .isIn(Spawner.JobEvidence.UNKNOWN, Spawner.JobEvidence.NOT_OBSERVABLE);
            assertThat(spawner().preflight()).isNotEmpty();
        }
        awaitReady(ref);
        assertThat(running(name)).isOne();
    }

    @Test
    void whatOneReplicaStartedAnotherSees() {
        ServerRef ref = started(1);
        assertThat(otherReplica().domain()).isEqualTo(spawner().domain()).isNotBlank();
        await("listed: " + ref)
                .atMost(patience())
                .untilAsserted(() -> assertThat(otherReplica().list().servers()).containsKey(ref));
        await().atMost(patience()).until(() -> otherReplica().observe(ref) instanceof Observation.Ready);
        otherReplica().stop(ref, GRACE);
        awaitExited(ref);
    }

    @Test
    void watchHintsAtAnExit() {
        ServerRef ref = started(1);
        Set<ServerRef> hinted = ConcurrentHashMap.newKeySet();
        try (Spawner.Watch _ = otherReplica().watch(hinted::add)) {
            end(ref);
            await().atMost(patience()).until(() -> hinted.contains(ref));
        }
    }

    /** Stops everything that the test left running. Call it after each test, while the runtime still exists. */
    protected final void stopAll() {
        ServerRef all = generation(1_000);
        spawner().stop(all, NOW);
        await("nothing runs any more").atMost(patience()).until(() -> running(name) == 0);
    }

    protected final ServerRef generation(long generation) {
        return new ServerRef(name, generation);
    }

    protected final ServerRef started(long generation) {
        ServerRef ref = generation(generation);
        assertThat(start(ref)).isInstanceOf(StartOutcome.Accepted.class);
        awaitReady(ref);
        return ref;
    }

    protected final Observation.Ready awaitReady(ServerRef ref) {
        return (Observation.Ready) await("ready: " + ref)
                .atMost(patience())
                .until(() -> spawner().observe(ref), Observation.Ready.class::isInstance);
    }

    protected final Observation.Exited awaitExited(ServerRef ref) {
        return (Observation.Exited) await("exited: " + ref)
                .atMost(patience())
                .until(() -> spawner().observe(ref), Observation.Exited.class::isInstance);
    }

    private StartOutcome start(ServerRef ref) {
        return spawner().start(request(ref));
    }

    private static boolean isGone(Observation seen) {
        return seen instanceof Observation.Absent || seen instanceof Observation.Exited;
    }

    /** One call of a replica. */
    protected interface Call {
        StartOutcome make(int number);
    }

    /** Makes the calls from separate threads, all released together, and returns their results. */
    protected static List<StartOutcome> atOnce(int threads, Call call) {
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<StartOutcome>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                answers.add(pool.submit(() -> {
                    go.await();
                    return call.make(number);
                }));
            }
            go.countDown();
            List<StartOutcome> outcomes = new ArrayList<>();
            for (Future<StartOutcome> answer : answers) {
                outcomes.add(answer.get());
            }
            return outcomes;
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError("A call failed", failure);
        }
    }
}
