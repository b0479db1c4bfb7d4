package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Ledger;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.spi.fault.Failpoint;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hub is killed at every failpoint, alone or beside another one; no server is lost, duplicated, or stopped without a request. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class FailpointsIT {

    /** Enough users that each of two hubs gets some, whichever is faster. */
    private static final List<String> USERS = List.of("ann", "bob", "cleo", "dan");

    private static final int KILLED = 137;

    private static final int port = OperatingSystem.freePort();
    private static final int internalPort = OperatingSystem.freePort();

    private static Installation installation;
    private static Path armed;
    private static Hub hub;
    private static Hub survivor;
    private static Ledger ledger;

    @BeforeAll
    static void prepare() throws IOException {
        installation = LightServer.installation("kill");
        armed = installation.home().resolve("failpoint");
        hub = started().awaitReady();
        ledger = Ledger.of(hub, List.of("ann", "bob", "cleo", "dan", "zoe"));
        ledger.startAndLeaveAlone("zoe", hub);
    }

    @AfterAll
    static void end() {
        if (ledger != null) {
            ledger.close();
        }
        installation.close();
    }

    @ParameterizedTest
    @EnumSource
    void aloneAndBackAgain(Failpoint point) throws IOException {
        killAt(point);
        hub = started().awaitReady();
        ledger.settle(hub);
        reset(hub);
    }

    @ParameterizedTest
    @EnumSource
    void besideAnotherThatGoesOn(Failpoint point) throws IOException {
        if (survivor == null) {
            survivor = installation.start("survivor", Map.of(), "--berth.proxy.name=survivor");
        }
        survivor.awaitReady();
        killAt(point);
        ledger.settle(survivor);
        // The next hub starts while this one cleans up, because the start takes most of the time of a case.
        hub = started();
        reset(survivor);
        hub.awaitReady();
    }

    private static Hub started() {
        return installation.start("hub", port, internalPort, Map.of("BERTH_FAILPOINT", "@" + armed));
    }

    private static void killAt(Failpoint point) throws IOException {
        boolean adopt = point.name().startsWith("ADOPT");
        if (adopt) {
            hub.process().kill();
        }
        Path written = Files.writeString(installation.home().resolve("failpoint.new"), point + ":kill");
        Files.move(written, armed, StandardCopyOption.ATOMIC_MOVE);
        if (adopt) {
            // Zoe's server must be adopted: the next hub dies on its own.
            hub = started();
            awaitSweep();
        } else {
            askUntilDead(point);
        }
        assertThat(hub.process().awaitEnd()).isEqualTo(KILLED);
        Files.delete(armed);
        if (survivor != null) {
            survivor.process().thaw();
        }
    }

    /** Hubs take turns at sweeping; if two of them keep the same rhythm, only one ever gets a turn: then that one is frozen. */
    private static void awaitSweep() {
        hub.process().awaitReadyOrEnd();
        if (hub.process().isAlive() && survivor != null) {
            survivor.process().freeze();
        }
    }

    /** With two hubs, the other one may be first for every user: then everything is requested again while that one is frozen. */
    private static void askUntilDead(Failpoint point) throws IOException {
        boolean cull = point.name().startsWith("CULL");
        for (int round = 0; hub.process().isAlive(); round++) {
            assertThat(round).as("rounds without a death at " + point).isLessThan(5);
            if (round > 0 && survivor != null) {
                survivor.process().freeze();
            }
            askAll(point, true, cull ? "brief" : "light");
            awaitDeadOr(cull ? "stopped" : "ready");
            if (!cull) {
                askAll(point, false, null);
                awaitDeadOr("stopped");
            }
        }
        if (cull) {
            // Whichever hub culled them, and whenever: in the end none of them was used.
            USERS.forEach(user -> ledger.wants(user, false));
        }
    }

    private static void askAll(Failpoint point, boolean running, String profile) throws IOException {
        for (String user : USERS) {
            ask(point, user, running, profile);
        }
    }

    private static void awaitDeadOr(String state) {
        await("the hub is dead, or all servers are " + state)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                // The hub may die while it is asked, but it must never fail to respond.
                .ignoreExceptionsMatching(failure -> !(failure instanceof HttpTimeoutException))
                .until(() -> !hub.process().isAlive() || areAll(state));
    }

    private static boolean areAll(String state) throws IOException {
        for (String user : USERS) {
            if (!ledger.at(hub).state(user).equals(state)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A request that was interrupted by the hub's death was either committed or not: the failpoint determines which, or else the database.
     */
    private static void ask(Failpoint point, String user, boolean running, String profile) throws IOException {
        if (!hub.process().isAlive()) {
            return;
        }
        try {
            int status = running
                    ? ledger.at(hub).start(user, profile)
                    : ledger.at(hub).stop(user);
            if (status == 502 || status == 503) {
                throw new IOException("The proxy in the dying hub answered " + status);
            }
            assertThat(status).as("answer of the hub").isIn(201, 202, 204);
            ledger.wants(user, running);
        } catch (IOException cutOff) {
            await("the hub is dead")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !hub.process().isAlive());
            settle(user, running, point);
        }
    }

    private static void settle(String user, boolean running, Failpoint point) {
        switch (point) {
            case START_WANTED_BEFORE, STOP_WANTED_BEFORE -> ledger.wants(user, !running);
            case START_WANTED_AFTER, STOP_WANTED_AFTER -> ledger.wants(user, running);
            default -> ledger.undecided(user);
        }
    }

    private static void reset(Hub hub) throws IOException {
        for (String user : USERS) {
            if (ledger.isWanted(user)) {
                ledger.at(hub).stop(user);
                ledger.wants(user, false);
            }
        }
        ledger.settle(hub);
    }
}
