package dev.berth.bench.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.TestRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the spawner interface on which the measured hub relies. */
class BenchSpawnerTests {

    private static final ServerRef FIRST = new ServerRef("ann", 1);
    private static final ServerRef SECOND = new ServerRef("ann", 2);

    @TempDir
    private Path folder;

    @Test
    void aServerIsReadyAtTheListenerUntilItIsStopped() {
        BenchSpawner spawner = spawner();
        assertThat(spawner.observe(FIRST)).isInstanceOf(Observation.Absent.class);
        assertThat(spawner.start(TestRequests.of(FIRST))).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(spawner.observe(FIRST)).isEqualTo(new Observation.Ready(new Observation.Address("127.0.0.1", 4711)));
        spawner.stop(FIRST, Duration.ZERO);
        assertThat(spawner.observe(FIRST)).isInstanceOf(Observation.Exited.class);
        assertThat(spawner.list().servers()).isEmpty();
    }

    @Test
    void aStoppedGenerationDoesNotStartAgainAndTheNextOneDoes() {
        BenchSpawner spawner = spawner();
        spawner.stop(FIRST, Duration.ZERO);
        assertThat(spawner.start(TestRequests.of(FIRST))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(spawner.start(TestRequests.of(SECOND))).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(spawner.start(TestRequests.of(FIRST))).isInstanceOf(StartOutcome.Superseded.class);
    }

    @Test
    void aHubThatRestartsFindsItsServers() {
        spawner().start(TestRequests.of(SECOND));
        BenchSpawner restarted = spawner();
        assertThat(restarted.list().servers()).containsOnlyKeys(SECOND);
        assertThat(restarted.start(TestRequests.of(SECOND))).isInstanceOf(StartOutcome.Accepted.class);
    }

    @Test
    void theHubHearsOfEachStart() {
        BenchSpawner spawner = spawner();
        CompletableFuture<ServerRef> heard = new CompletableFuture<>();
        try (var _ = spawner.watch(heard::complete)) {
            spawner.start(TestRequests.of(FIRST));
            assertThat(heard).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(FIRST);
        }
    }

    private BenchSpawner spawner() {
        return new BenchSpawner(4711, new RememberedServers(folder.resolve("servers")));
    }
}
