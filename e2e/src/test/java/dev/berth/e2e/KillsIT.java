package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Ledger;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.OperatingSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A hub is killed at random moments while people start and stop servers; {@code BERTH_E2E_KILLS} sets how often. */
class KillsIT {

    private static final int KILLS = Integer.parseInt(
            System.getenv().getOrDefault("BERTH_E2E_KILLS", "20").strip());
    private static final List<String> USERS = List.of("ann", "bob", "cleo", "dan", "eve", "finn");
    private static final List<String> EVERYBODY =
            Stream.concat(USERS.stream(), Stream.of("zoe")).toList();

    private final Random random = new Random();
    private final int port = OperatingSystem.freePort();
    private final int internalPort = OperatingSystem.freePort();

    @Test
    void noKillLosesDoublesOrStopsAServer() throws Exception {
        long seed = random.nextLong();
        System.out.println("KillsIT: seed " + seed);
        random.setSeed(seed);
        try (Installation installation = LightServer.installation("soak")) {
            Hub hub = hub(installation).awaitReady();
            try (Ledger ledger = Ledger.of(hub, EVERYBODY)) {
                ledger.startAndLeaveAlone("zoe", hub);
                for (int kill = 1; kill <= KILLS; kill++) {
                    hub = killed(installation, hub, ledger);
                    ledger.settle(hub);
                }
            }
        }
    }

    private Hub hub(Installation installation) {
        return installation.start("hub", port, internalPort, Map.of());
    }

    /** All users start and stop servers until the hub dies, within about the first fifty requests. */
    private Hub killed(Installation installation, Hub hub, Ledger ledger) throws Exception {
        CountDownLatch answered = new CountDownLatch(1 + random.nextInt(40));
        long pause = random.nextInt(200_000);
        try (ExecutorService people = Executors.newFixedThreadPool(USERS.size())) {
            List<Future<?>> all = USERS.stream()
                    .<Future<?>>map(user -> people.submit(() -> startAndStop(hub, user, ledger, answered)))
                    .toList();
            assertThat(answered.await(2, TimeUnit.MINUTES))
                    .as("people get answers")
                    .isTrue();
            spin(pause);
            hub.process().kill();
            for (Future<?> person : all) {
                person.get();
            }
        }
        return hub(installation).awaitReady();
    }

    /** A delay that is not tied to an event, and too short for a timer. */
    private static void spin(long turns) {
        for (long turn = 0; turn < turns; turn++) {
            Thread.onSpinWait();
        }
    }

    private static void startAndStop(Hub hub, String user, Ledger ledger, CountDownLatch answered) {
        while (hub.process().isAlive()) {
            boolean running = !ledger.isWanted(user);
            try {
                int status =
                        running ? ledger.at(hub).start(user) : ledger.at(hub).stop(user);
                answered.countDown();
                if (status == 202 || status == 204) {
                    ledger.wants(user, running);
                } else if (status == 502 || status == 503) {
                    throw new IOException("The proxy in the dying hub answered " + status);
                } else {
                    // A start while the server is still stopping.
                    assertThat(status).as("answer of the hub").isEqualTo(400);
                    awaitChange(hub, user, ledger);
                }
            } catch (IOException cutOff) {
                ledger.undecided(user);
                await("the hub is dead")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> !hub.process().isAlive());
            }
        }
    }

    private static void awaitChange(Hub hub, String user, Ledger ledger) {
        await("the server of " + user + " is on its way no more, or the hub is dead")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(IOException.class)
                .until(() -> !hub.process().isAlive()
                        || List.of("ready", "stopped").contains(ledger.at(hub).state(user)));
    }
}
