package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Ledger;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.spi.fault.Failpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A replica sleeps through its lease at the worst places, others do its work, and it wakes up: it must do no harm. */
class FrozenReplicaIT {

    private static final List<String> USERS = List.of("ann", "bob", "cleo", "dan");

    private static Installation installation;
    private static Hub awake;
    private static Ledger ledger;
    private static String token;

    @BeforeAll
    static void prepare() throws IOException {
        installation = new Installation("frozen")
                .set("berth.servers.lease", "2s")
                .set("berth.servers.look-interval", "1s")
                .set("berth.servers.sweep-interval", "1s")
                .set("berth.routing.acknowledge-timeout", "1s");
        if (!OperatingSystem.isRoot()) {
            installation.set("berth.spawner.local.shared-uid", "accepted");
        }
        LightServer.offer(installation);
        awake = installation.start("awake", Map.of()).awaitReady();
        token = FormVisitor.firstAdmin(awake).token("admin");
        ledger = new Ledger(installation, token);
        for (String user : USERS) {
            assertThat(awake.rest(token).post("hub/api/users/" + user, null).status())
                    .isEqualTo(201);
            ledger.wants(user, false);
        }
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
                "SPAWN_BEFORE_FORK",
                "SPAWN_AFTER_FORK",
                "START_SPAWNED",
                "READY_SEEN",
                "STOP_BEFORE_SPAWNER",
                "STOP_BEFORE_SIGNAL",
                "STOP_AFTER_SIGNAL",
                "STOP_SEEN_GONE"
            })
    void aReplicaThatWakesUpDoesNoHarm(Failpoint point) throws IOException {
        try (Hub sleeper = installation
                .start("sleeper", Map.of("BERTH_FAILPOINT", point + ":freeze"), "--berth.proxy.name=sleeper")
                .awaitReady()) {
            sendToSleep(sleeper);
            // The other one finishes what the sleeper had begun, and begins anew: new generations of everything.
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
                    .until(() -> sleeper.rest(token).state("ann").equals("ready"));
            ledger.settle(awake);
            ledger.settle(sleeper);
            wish(false);
            ledger.settle(sleeper);
        }
    }

    /** Starts and stops until the sleeper was the one who got to the failpoint. */
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
                                ? awake.rest(token).start(user)
                                : awake.rest(token).stop(user);
                        return status == 202
                                || status == 204
                                || awake.rest(token).state(user).equals("ready") && running;
                    });
            ledger.wants(user, running);
        }
    }

    private static boolean areAll(String state) throws IOException {
        for (String user : USERS) {
            if (!awake.rest(token).state(user).equals(state)) {
                return false;
            }
        }
        return true;
    }
}
