package dev.berth.spawner.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.spawn.TestRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets which GPU. The engine has none, so what can be seen is what Berth asks of it, and what it says when it has no driver. */
class DevicesIT {

    private static final String GPU = "nvidia.com/gpu";
    private static final List<String> IDS = List.of("GPU-aaaa", "GPU-bbbb", "GPU-cccc");

    private static TestEngine engine;
    private static DockerSpawner spawner;
    private static Ledgers ledgers;
    private static Containers containers;
    private int named;

    @BeforeAll
    static void open() {
        engine = TestEngine.required();
        spawner = engine.spawner("devices[" + GPU + "][0]=GPU-aaaa", "devices[" + GPU + "][1]=GPU-bbbb");
        ledgers = new Ledgers(engine.engine(), engine.names());
        containers = new Containers(engine.engine(), engine.names());
    }

    @AfterEach
    void free() {
        engine.removeAll();
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void serverSeesTheGpusThatItWasGivenAndTheFailureNamesTheDriver() {
        StartOutcome outcome = spawner.start(withGpus("one", 2));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        StartOutcome.Refused.class,
                        refused -> assertThat(refused.failure().detail())
                                .contains("the NVIDIA Container Toolkit is not installed"));
        var container = engine.containers("one").getFirst();
        assertThat(container.path("HostConfig").path("DeviceRequests").toString())
                .isEqualTo("[{\"Driver\":\"nvidia\",\"Count\":0,\"DeviceIDs\":[\"GPU-aaaa\",\"GPU-bbbb\"],"
                        + "\"Capabilities\":[[\"gpu\"]],\"Options\":null}]");
    }

    @Test
    void serverWithoutGpusSeesNone() {
        spawner.start(TestEngine.request(new ServerRef("none", 1)));
        assertThat(engine.exec("none", "env")).contains("NVIDIA_VISIBLE_DEVICES=void");
    }

    @Test
    void moreThanThereAreAndUnknownOnesAreRefused() {
        assertThat(failure(spawner.start(withGpus("many", 3))))
                .isEqualTo(new Failure(
                        ReasonCode.QUOTA,
                        "The profile needs 3 of nvidia.com/gpu, and the machine has 2. Choose a smaller profile, or tell an"
                                + " administrator."));
        StartRequest other = TestRequests.withLimits(
                TestEngine.request(new ServerRef("other", 1)), new Limits(0, 0, Map.of("nvidia.com/mig-1g.10gb", 1)));
        assertThat(failure(spawner.start(other)).code()).isEqualTo(ReasonCode.LIMIT_UNENFORCEABLE);
    }

    @Test
    void concurrentStartsOfTwoHubsNeverGetTheSameGpu() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Callable<Devices.Taken>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ServerRef ref = claimed();
                starts.add(() -> devices().take(ref, Map.of(GPU, 1)));
            }
            List<String> given = new ArrayList<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(starts.size())) {
                for (Future<Devices.Taken> taken : pool.invokeAll(starts)) {
                    given.addAll(taken.get().ids());
                }
            }
            assertThat(given).doesNotHaveDuplicates().hasSizeBetween(1, IDS.size());
            engine.removeAll();
        }
    }

    @Test
    void gpuIsFreeAgainWhenItsServerHasEnded() {
        ServerRef first = claimed();
        List<String> ids = devices().take(first, Map.of(GPU, 3)).ids();
        assertThat(ids).isEqualTo(IDS);
        String id = containers.create(first, engine.model(first)).orElseThrow();
        containers.start(id);
        ServerRef second = claimed();
        Devices.Taken refused = devices().take(second, Map.of(GPU, 1));
        assertThat(refused.failure())
                .isNotNull()
                .extracting(Failure::detail)
                .isEqualTo("Other servers use all 3 of nvidia.com/gpu. Try again when one of them has stopped.");
        containers.stop(id, Duration.ZERO);
        assertThat(devices().take(second, Map.of(GPU, 1)).ids()).hasSize(1);
        assertThat(devices().has(first, ids)).as("no longer all").isFalse();
    }

    @Test
    void gpuOfAStoppedStartIsFreeAndItsContainerCannotBeStartedAnyMore() {
        ServerRef first = claimed();
        devices().take(first, Map.of(GPU, 3));
        String left = containers.create(first, engine.model(first)).orElseThrow();
        ledgers.mark(first, Ledger.Mark.STOP);
        assertThat(devices().take(claimed(), Map.of(GPU, 3)).ids()).hasSize(3);
        assertThat(containers.start(left)).isFalse();
    }

    @Test
    void repeatedStartKeepsItsGpus() {
        ServerRef ref = claimed();
        Collection<String> first = devices().take(ref, Map.of(GPU, 2)).ids();
        assertThat(devices().take(ref, Map.of(GPU, 2)).ids()).isEqualTo(first);
    }

    /** One of several hubs. */
    private static Devices devices() {
        return new Devices(engine.engine(), engine.names(), ledgers, containers, Map.of(GPU, IDS));
    }

    private ServerRef claimed() {
        named++;
        ServerRef ref = new ServerRef("gpu-" + named, 1);
        ledgers.claim(ref);
        return ref;
    }

    private static StartRequest withGpus(String name, int gpus) {
        return TestRequests.withLimits(TestEngine.request(new ServerRef(name, 1)), new Limits(0, 0, Map.of(GPU, gpus)));
    }

    private static Failure failure(StartOutcome outcome) {
        return ((StartOutcome.Refused) outcome).failure();
    }
}
