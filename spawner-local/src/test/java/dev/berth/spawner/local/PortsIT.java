package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose port another one has taken fails at its start, so two launches must never get the same port, whichever hub makes them. */
class PortsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Distinct from the ports of other tests and from the kernel's ephemeral ports. */
    private static final int FIRST = 30_000 + (int) (ProcessHandle.current().pid() % 250) * 10;

    private Sandbox sandbox;

    @BeforeEach
    void open() throws IOException {
        Sandbox.python();
        sandbox = new Sandbox();
    }

    @AfterEach
    void close() throws IOException {
        LocalSpawner spawner = sandbox.spawner();
        for (ServerRef ref : spawner.list().servers().keySet()) {
            spawner.stop(ref, Duration.ZERO);
            await().atMost(PATIENCE).until(() -> spawner.observe(ref) instanceof Observation.Exited);
        }
        sandbox.close();
    }

    @Test
    void serversThatStartAtOnceInSeveralHubsGetPortsOfTheirOwn() throws Exception {
        PortRange range = new PortRange(FIRST, FIRST + 7);
        List<LocalSpawner> hubs = List.of(sandbox.spawner(range), sandbox.spawner(range));
        List<ServerRef> refs = IntStream.rangeClosed(0, 7)
                .mapToObj(i -> new ServerRef("server-" + i, 1))
                .toList();
        List<Callable<StartOutcome>> starts = new ArrayList<>();
        for (ServerRef ref : refs) {
            LocalSpawner hub = hubs.get(starts.size() % hubs.size());
            starts.add(() -> hub.start(sandbox.request(ref)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(starts.size())) {
            for (Future<StartOutcome> start : threads.invokeAll(starts)) {
                assertThat(start.get()).isInstanceOf(StartOutcome.Accepted.class);
            }
        }
        refs.forEach(ref -> await(ref + " is ready")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hubs.getFirst().observe(ref)).isInstanceOf(Observation.Ready.class)));
    }

    @Test
    void hubThatSleepsInALaunchKeepsItsPortAndOneThatDiesLetsGoOfIt() throws Exception {
        PortRange one = new PortRange(FIRST + 8, FIRST + 8);
        LocalSpawner spawner = sandbox.spawner(one);
        ServerRef ann = new ServerRef("ann", 1);
        ServerRef other = new ServerRef("other", 1);
        Process frozen = HubProcess.launch(
                Failpoint.SPAWN_BEFORE_FORK + ":freeze",
                sandbox.home,
                "start",
                ann,
                sandbox.request(ann).command(),
                one);
        await("frozen")
                .atMost(PATIENCE)
                .until(() -> ProcessEntry.of(frozen.pid()) instanceof ProcessEntry entry && entry.state() == 'T');

        assertThatExceptionOfType(SpawnerUnavailableException.class)
                .isThrownBy(() -> spawner.start(sandbox.request(other)))
                .withMessageContaining("No port between " + one.first() + " and " + one.last() + " is free");

        frozen.destroyForcibly().waitFor();
        assertThat(spawner.start(sandbox.request(other))).isInstanceOf(StartOutcome.Accepted.class);
        await().atMost(PATIENCE).until(() -> spawner.observe(other) instanceof Observation.Ready);
    }
}
