package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.Starts.Start;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub that dies or freezes at any of the calls of a start, which another hub then continues. */
class CrashesIT {

    private static TestCluster cluster;
    private static Turnstile turnstile;
    private static KubernetesSpawner unlucky;
    private static KubernetesSpawner other;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("crashes");
        turnstile = new Turnstile();
        String[] settings = {"templates.default.shared-memory=0B", "home.find-legacy=false"};
        unlucky = cluster.spawner(turnstile, settings);
        other = cluster.spawner(settings);
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            unlucky.close();
            other.close();
            cluster.close();
        }
    }

    /**
     * Calls of a start: read ledger, read pod, write claim, find and create the home directory, create pod, create Secret, confirm, remove
     * the gate.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aStartThatIsBrokenOffIsCarriedOnByAnother(int call) {
        for (boolean after : new boolean[] {false, true}) {
            Start start = Start.of("broken-" + call + (after ? "-after" : "-before"));
            turnstile.breakAt(call, after);
            StartOutcome outcome;
            try {
                outcome = unlucky.start(start.request());
            } catch (IllegalStateException | SpawnerUnavailableException broken) {
                outcome = null;
            }
            turnstile.open();
            assertThat(outcome).as("the outcome of a start of fewer calls").isIn(null, new StartOutcome.Accepted());
            new Starts(other).ready(start);
            assertThat(cluster.running(start.user())).isOne();
            new Starts(other).stop(start);
            assertThat(cluster.running(start.user())).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void aStartThatSleptThroughAStopStartsNothing(int call) {
        Start start = Start.of("asleep-" + call);
        CompletableFuture<Void> asleep = turnstile.holdAt(call);
        CompletableFuture<StartOutcome> outcome = CompletableFuture.supplyAsync(() -> unlucky.start(start.request()));
        CompletableFuture.anyOf(asleep, outcome).join();
        other.stop(start.ref(), Duration.ZERO);
        turnstile.open();
        outcome.exceptionally(failure -> new StartOutcome.Superseded()).join();
        await("nothing of it is left").atMost(Starts.PATIENCE).until(() -> {
            Observation seen = other.observe(start.ref());
            return (seen instanceof Observation.Absent || seen instanceof Observation.Exited)
                    && cluster.running(start.user()) == 0;
        });
        assertThat(other.start(start.request())).isInstanceOf(StartOutcome.Superseded.class);
    }
}
