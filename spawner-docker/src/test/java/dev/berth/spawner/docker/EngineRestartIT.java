package dev.berth.spawner.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine is killed and started again while a server runs. Without live-restore it then stops all containers. */
class EngineRestartIT {

    private static final Path PROGRAM = Path.of("../bin/docker-engine").toAbsolutePath();
    private static final Failure STOPPED = new Failure(
            ReasonCode.NODE_LOST,
            "The Docker engine was restarted, or the container was stopped outside Berth. Start the server again.");

    private static TestEngine engine;
    private static DockerSpawner spawner;

    @BeforeAll
    static void open() {
        engine = TestEngine.required();
        String reason = "BERTH_TEST_DOCKER is not an engine of bin/docker-engine: this test kills the engine";
        if (!engine.isOfProgram()) {
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        spawner = engine.spawner();
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void nothingIsConcludedUntilTheEngineIsBackAndThenItIsToBlame() throws Exception {
        ServerRef ref = ready("killed", 1);
        run("kill");
        assertThat(spawner.observe(ref)).isInstanceOf(Observation.Unknown.class);
        run("up");
        assertThat(ended(ref)).isEqualTo(STOPPED);
        ready("killed", 2);
        assertThat(engine.running("killed")).isOne();
    }

    @Test
    void serverThatAnAdministratorStopsSaysSo() {
        ServerRef ref = ready("stopped", 1);
        engine.docker("stop", engine.containers("stopped").getFirst().path("Id").asString());
        assertThat(ended(ref)).isEqualTo(STOPPED);
    }

    private static ServerRef ready(String name, long generation) {
        ServerRef ref = new ServerRef(name, generation);
        assertThat(spawner.start(TestEngine.request(ref))).isInstanceOf(StartOutcome.Accepted.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> spawner.observe(ref) instanceof Observation.Ready);
        return ref;
    }

    private static Failure ended(ServerRef ref) {
        return ((Observation.Exited) await().atMost(Duration.ofSeconds(30))
                        .until(() -> spawner.observe(ref), Observation.Exited.class::isInstance))
                .failure();
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(PROGRAM.toString(), command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
