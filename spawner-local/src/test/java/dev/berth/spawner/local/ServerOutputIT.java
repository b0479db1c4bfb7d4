package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server writes, and the memory that it takes, at the expense of the hub. Needs root. */
class ServerOutputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ServerRef ANN = new ServerRef("ann", 1);

    private Sandbox sandbox;
    private LocalSpawner spawner;
    private Path log;

    @BeforeEach
    void open() throws IOException {
        Sandbox.needsRoot();
        sandbox = new Sandbox();
        spawner = sandbox.spawner();
        log = sandbox.home.resolve("run/local/ann/1.log");
    }

    @AfterEach
    void close() throws IOException {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    private void run(String script) {
        assertThat(spawner.start(sandbox.request(ANN, "ann", Sandbox.ANN, List.of("/bin/sh", "-c", script))))
                .isInstanceOf(StartOutcome.Accepted.class);
    }

    /** Nobody observes the server while it writes, as between two checks of a hub. */
    @Test
    void halfAGigabyteLeavesASmallLogThatEndsWithTheLastLine() {
        run("yes 'a line of output' | head -c 500000000; echo the last words; exit 3");
        Path exit = log.resolveSibling("1.exit");
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
            assertThat(size(log) + size(log.resolveSibling("1.log.end"))).isLessThan(10_000_000);
            return Files.exists(exit);
        });
        assertThat(spawner.observe(ANN))
                .isInstanceOfSatisfying(
                        Observation.Exited.class,
                        exited -> assertThat(exited.toString()).contains("status 3", "the last words"));
        assertThat(spawner.log(ANN, 1_000)).hasSize(1_000);
    }

    @Test
    void outputIsReadableWhileTheServerRuns() {
        run("echo begun; exec sleep 600");
        await().atMost(PATIENCE).until(() -> spawner.log(ANN, 10).equals(List.of("begun")));
        spawner.stop(ANN, Duration.ZERO);
    }

    @Test
    void serversAreEndedBeforeTheHubWhenMemoryRunsOut() throws IOException {
        run("cat /proc/self/oom_score_adj; exec sleep 600");
        await().atMost(PATIENCE).until(() -> spawner.log(ANN, 10).equals(List.of("500")));
        String hub = Files.readString(Path.of("/proc/self/oom_score_adj")).strip();
        assertThat(Integer.parseInt(hub)).isLessThan(500);
        spawner.stop(ANN, Duration.ZERO);
    }

    @Test
    void usersCannotChangeWhoIsEndedFirst() throws IOException {
        if (!mayRaiseLimits()) {
            Sandbox.skip("without CAP_SYS_RESOURCE, the kernel lets users take back what the hub has set");
        }
        run("echo 0 >/proc/self/oom_score_adj; cat /proc/self/oom_score_adj; exec sleep 600");
        await().atMost(PATIENCE).until(() -> spawner.log(ANN, 10).contains("500"));
        spawner.stop(ANN, Duration.ZERO);
    }

    /** CAP_SYS_RESOURCE is bit 24: capabilities(7). */
    private static boolean mayRaiseLimits() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(capabilities -> (capabilities >> 24 & 1) == 1);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return 0;
        }
    }
}
