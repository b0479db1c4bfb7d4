package dev.berth.spawner.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.spawn.TestRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people read when a server does not start or ends, each failure caused in a real engine. */
class DockerFailuresIT {

    private static TestEngine engine;
    private static DockerSpawner spawner;

    @BeforeAll
    static void open() {
        engine = TestEngine.required();
        spawner = engine.spawner();
        assertThat(spawner.preflight()).isEmpty();
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void imageThatDoesNotExist() {
        DockerSpawner other = engine.spawner("image=example.org/none:1");
        assertThat(refusal(other, TestEngine.request(new ServerRef("no-image", 1))))
                .isEqualTo(new Failure(
                        ReasonCode.IMAGE_PULL,
                        "The image example.org/none:1 does not exist on the machine. Choose another image, or tell an"
                                + " administrator."));
        assertThat(other.preflight()).singleElement().asString().contains("docker pull example.org/none:1");
    }

    @Test
    void networkInWhichServersReachEachOther() {
        engine.engine().delete("/networks/" + engine.names().network());
        engine.engine().post("/networks/create", Map.of("Name", engine.names().network()));
        try {
            assertThat(spawner.preflight()).singleElement().asString().contains("lets servers reach each other");
            assertThat(refusal(spawner, TestEngine.request(new ServerRef("open", 1)))
                            .detail())
                    .startsWith("The network of the servers cannot be used. Tell an administrator.");
        } finally {
            engine.engine().delete("/networks/" + engine.names().network());
        }
    }

    @Test
    void programThatDoesNotExist() {
        ServerRef ref = new ServerRef("no-program", 1);
        spawner.start(TestRequests.of(ref, List.of("/bin/nothing")));
        Failure failure = ended(ref);
        assertThat(failure.code()).isEqualTo(ReasonCode.NOT_EXECUTABLE);
        assertThat(failure.detail()).contains("/bin/nothing");
    }

    @Test
    void programThatExitsAtOnce() {
        Failure failure = end("at-once", "echo no configuration; exit 4");
        assertThat(failure.code()).isEqualTo(ReasonCode.EXITED_AT_START);
        assertThat(failure.detail())
                .isEqualTo(
                        "The server process exited with status 4 before it responded; last output: no configuration");
    }

    @Test
    void serverThatNeedsMoreMemoryThanItHas() {
        ServerRef ref = new ServerRef("hungry", 1);
        List<String> hungry =
                List.of("sh", "-c", "httpd -p {port}; while [ ! -e /tmp/go ]; do sleep 0.1; done; exec tail /dev/zero");
        spawner.start(TestRequests.withLimits(TestRequests.of(ref, hungry), new Limits(16L << 20, 0, Map.of())));
        await().atMost(Duration.ofSeconds(30)).until(() -> spawner.observe(ref) instanceof Observation.Ready);
        engine.exec("hungry", "touch", "/tmp/go");
        Failure failure = ended(ref);
        assertThat(failure.code()).isEqualTo(ReasonCode.OOM_KILLED);
        assertThat(failure.detail()).isEqualTo("The server used more than its limit of 16 MiB of memory");
    }

    @Test
    void memoryBelowWhatTheEngineCanLimit() {
        StartRequest tiny = TestRequests.withLimits(
                TestEngine.request(new ServerRef("tiny", 1)), new Limits(1L << 20, 0, Map.of()));
        assertThat(refusal(spawner, tiny).code()).isEqualTo(ReasonCode.LIMIT_UNENFORCEABLE);
    }

    @Test
    void moreThanTheMachineHas() {
        Limits memory = new Limits(1L << 50, 0, Map.of());
        Limits processors = new Limits(0, 4_000_000, Map.of());
        assertThat(List.of(memory, processors)).allSatisfy(limits -> {
            StartRequest large = TestRequests.withLimits(TestEngine.request(new ServerRef("large", 1)), limits);
            assertThat(refusal(spawner, large).code()).isEqualTo(ReasonCode.LIMIT_UNENFORCEABLE);
        });
    }

    @Test
    void homeDirectoryOfSomebodyElse() throws IOException {
        Files.createDirectories(engine.folder().resolve("homes/ann-2/of-root"));
        StartRequest start = TestEngine.withHome(TestEngine.request(new ServerRef("foreign", 1)), "ann-2");
        assertThat(refusal(spawner, start).code()).isEqualTo(ReasonCode.HOME);
    }

    @Test
    void containerThatWasRemovedByHand() {
        ServerRef ref = ready("removed");
        JsonNode container = engine.containers("removed").getFirst();
        engine.engine().delete("/containers/" + container.path("Id").asString() + "?force=1");
        assertThat(ended(ref)).isEqualTo(new Failure(ReasonCode.LOST, "The container was removed outside Berth."));
        assertThat(spawner.start(TestEngine.request(ref))).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(engine.containers("removed")).as("not started twice").isEmpty();
    }

    @Test
    void serverThatIsKilledByHand() {
        ServerRef ref = ready("killed");
        engine.signal("killed", "KILL");
        Failure failure = ended(ref);
        assertThat(failure.code()).isEqualTo(ReasonCode.CRASHED);
        assertThat(failure.detail()).contains("on signal 9 (SIGKILL), which Berth did not send");
    }

    private static ServerRef ready(String name) {
        ServerRef ref = new ServerRef(name, 1);
        assertThat(spawner.start(TestEngine.request(ref))).isInstanceOf(StartOutcome.Accepted.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> spawner.observe(ref) instanceof Observation.Ready);
        return ref;
    }

    private static Failure end(String name, String script) {
        ServerRef ref = new ServerRef(name, 1);
        spawner.start(TestRequests.of(ref, List.of("sh", "-c", script)));
        return ended(ref);
    }

    private static Failure ended(ServerRef ref) {
        return ((Observation.Exited) await().atMost(Duration.ofSeconds(30))
                        .until(() -> spawner.observe(ref), Observation.Exited.class::isInstance))
                .failure();
    }

    private static Failure refusal(DockerSpawner spawner, StartRequest request) {
        return ((StartOutcome.Refused) spawner.start(request)).failure();
    }
}
