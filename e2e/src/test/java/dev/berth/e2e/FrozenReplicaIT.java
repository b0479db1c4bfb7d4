package dev.berth.e2e;

import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Ledger;
import dev.berth.e2e.harness.LightServer;
import dev.berth.spi.fault.Failpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A replica is frozen past its lease at the worst points, others do its work, and it wakes up: it must not cause any damage. The points in
 * between are tested at a lower level, by CrashIT of spawner-local and ReplicasTests of hub-server.
 */
class FrozenReplicaIT {

    private static final List<String> USERS = List.of("ann", "bob", "cleo", "dan");

    private static Installation installation;
    private static Hub awake;
    private static Ledger ledger;

    @BeforeAll
    static void prepare() throws IOException {
        installation = LightServer.installation("frozen");
        awake = installation.start("awake", Map.of()).awaitReady();
        ledger = Ledger.of(awake, USERS);
    }

    @AfterAll
    static void end() {
        if (ledger != null) {
            ledger.close();
        }
        installation.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "START_BEFORE_SPAWNER",
                "SPAWN_AFTER_FORK",
                "READY_SEEN",
                "STOP_BEFORE_SPAWNER",
                "STOP_AFTER_SIGNAL",
                "STOP_SEEN_GONE"
            })
    void aReplicaThatWakesUpDoesNoHarm(Failpoint point) throws IOException {
        try (Hub sleeper = installation
                .start("sleeper", Map.of("BERTH_FAILPOINT", point + ":freeze"), "--berth.proxy.name=sleeper")
                .awaitReady()) {
            sendToSleep(sleeper);
            // The other hub finishes what the frozen one had begun, and starts new generations of everything.
            wish(true);
            ledger.settle(awake);
            wish(false);
            ledger.settle(awake);
            wish(true);
            ledger.settle(awake);
            sleeper.process().thaw();
            await("the sleeper works again")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreException(IOException.class)
                    .until(() -> ledger.at(sleeper).state("ann").equals("ready"));
            ledger.settle(awake);
            ledger.settle(sleeper);
            wish(false);
            ledger.settle(sleeper);
        }
    }

    /** Starts and stops servers until the hub that is to freeze has reached the failpoint. */
    private static void sendToSleep(Hub sleeper) {
        boolean[] running = {false};
        await("the replica sleeps").atMost(Duration.ofSeconds(90)).until(() -> {
            running[0] = !running[0];
            wish(running[0]);
            await("it sleeps, or all is done")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> sleeper.process().isFrozen() || areAll(running[0] ? "ready" : "stopped"));
            return sleeper.process().isFrozen();
        });
    }

    private static void wish(boolean running) throws IOException {
        for (String user : USERS) {
            await("the wish of " + user + " is taken")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        int status = running
                                ? ledger.at(awake).start(user)
                                : ledger.at(awake).stop(user);
                        return status == 202
                                || status == 204
                                || ledger.at(awake).state(user).equals("ready") && running;
                    });
            ledger.wants(user, running);
        }
    }

    private static boolean areAll(String state) throws IOException {
        for (String user : USERS) {
            if (!ledger.at(awake).state(user).equals(state)) {
                return false;
            }
        }
        return true;
    }
}
