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

/** A hub is killed at every failpoint, alone or beside another one, and nothing is lost, doubled, or stopped unasked. */
class FailpointsIT {

    /** Enough that of two hubs each gets some, whoever is faster. */
    private static final List<String> USERS = List.of("ann", "bob", "cleo", "dan");

    private static final int KILLED = 137;

    private static Installation installation;
    private static Ledger ledger;
    private static String token;
    private static final int port = OperatingSystem.freePort();
    private static final int internalPort = OperatingSystem.freePort();

    @BeforeAll
    static void prepare() throws IOException {
        installation = new Installation("kill")
                .set("berth.servers.lease", "2s")
                .set("berth.servers.look-interval", "1s")
                .set("berth.servers.sweep-interval", "1s")
                .set("berth.culling.interval", "1s");
        if (!OperatingSystem.isRoot()) {
            installation.set("berth.spawner.local.shared-uid", "accepted");
        }
        LightServer.offer(installation);
        try (Hub hub = hub("").awaitReady()) {
            token = FormVisitor.firstAdmin(hub).token("admin");
            ledger = new Ledger(installation, token);
            for (String user : List.of("ann", "bob", "cleo", "dan", "zoe")) {
                assertThat(hub.rest(token).post("hub/api/users/" + user, null).status())
                        .isEqualTo(201);
                ledger.wants(user, false);
            }
            hub.rest(token).start("zoe");
            ledger.wants("zoe", true);
            ledger.settle(hub);
            ledger.leaveAlone("zoe");
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
    @EnumSource
    void oneHubIsKilledAndComesBack(Failpoint point) throws IOException {
        arrange(point);
        try (Hub dying = hub(point.name())) {
            drive(point, dying);
            assertThat(dying.process().awaitEnd()).isEqualTo(KILLED);
        }
        try (Hub back = hub("").awaitReady()) {
            ledger.settle(back);
            reset(back);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfTwoHubsIsKilledAndTheOtherGoesOn(Failpoint point) throws IOException {
        try (Hub other = installation
                .start("other", Map.of(), "--berth.proxy.name=other")
                .awaitReady()) {
            arrange(point, other);
            try (Hub dying = hub(point.name())) {
                drive(point, dying);
                assertThat(dying.process().awaitEnd()).isEqualTo(KILLED);
            }
            ledger.settle(other);
            reset(other);
        }
    }

    private static Hub hub(String failpoint) {
        Map<String, String> environment =
                failpoint.isEmpty() ? Map.of() : Map.of("BERTH_FAILPOINT", failpoint + ":kill");
        String name = failpoint.isEmpty() ? "hub" : failpoint;
        return installation.start(name, port, internalPort, environment);
    }

    /** What must stop, or be adopted, runs before. */
    private static void arrange(Failpoint point) throws IOException {
        if (point.name().startsWith("STOP") || point.name().startsWith("ADOPT")) {
            try (Hub before = hub("").awaitReady()) {
                arrange(point, before);
            }
        }
    }

    private static void arrange(Failpoint point, Hub hub) throws IOException {
        if (point.name().startsWith("STOP") || point.name().startsWith("ADOPT")) {
            for (String user : USERS) {
                assertThat(hub.rest(token).start(user)).isEqualTo(202);
                ledger.wants(user, true);
            }
            ledger.settle(hub);
        }
    }

    /** Asks a hub for what brings it to the failpoint, until it is dead. */
    private static void drive(Failpoint point, Hub dying) throws IOException {
        if (point.name().startsWith("ADOPT")) {
            return;
        }
        dying.awaitReady();
        boolean stop = point.name().startsWith("STOP");
        boolean cull = point.name().startsWith("CULL");
        for (String user : USERS) {
            if (stop) {
                ask(point, dying, user, false, null);
            } else {
                ask(point, dying, user, true, cull ? "brief" : "light");
            }
        }
        if (cull) {
            // Whoever culls them, and whenever: in the end nobody has used them.
            USERS.forEach(user -> ledger.wants(user, false));
        }
    }

    /** A request that the hub's death cut off was committed or not: the failpoint says which, or else the database must. */
    private static void ask(Failpoint point, Hub hub, String user, boolean running, String profile) throws IOException {
        if (!hub.process().isAlive()) {
            return;
        }
        try {
            int status = running
                    ? hub.rest(token).start(user, profile)
                    : hub.rest(token).stop(user);
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
                hub.rest(token).stop(user);
                ledger.wants(user, false);
            }
        }
        ledger.settle(hub);
    }
}
