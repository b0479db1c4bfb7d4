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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A hub is killed at every failpoint, alone or beside another one, and nothing is lost, doubled, or stopped unasked. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class FailpointsIT {

    /** Enough that of two hubs each gets some, whoever is faster. */
    private static final List<String> USERS = List.of("ann", "bob", "cleo", "dan");

    private static final int KILLED = 137;

    private static Installation installation;
    private static Hub survivor;
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
        try (Hub hub = installation.start("hub", port, internalPort, Map.of()).awaitReady()) {
            token = FormVisitor.firstAdmin(hub).token("admin");
            ledger = new Ledger(installation, token);
            for (String user : List.of("ann", "bob", "cleo", "dan", "zoe")) {
                assertThat(hub.rest(token).post("hub/api/users/" + user, null).status())
                        .isEqualTo(201);
                ledger.wants(user, false);
            }
            hub.rest(token).start("zoe", "light");
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
    void aloneAndBackAgain(Failpoint point) throws IOException {
        try (Hub dying = dying(point)) {
            drive(point, dying);
            assertThat(dying.process().awaitEnd()).isEqualTo(KILLED);
        }
        try (Hub back = installation.start("hub", port, internalPort, Map.of()).awaitReady()) {
            ledger.settle(back);
            reset(back);
            // Sooner than an orderly end, of which other tests have enough.
            back.process().kill();
        }
    }

    @ParameterizedTest
    @EnumSource
    void besideAnotherThatGoesOn(Failpoint point) throws IOException {
        Hub survivor = survivor();
        try (Hub dying = dying(point)) {
            drive(point, dying);
            assertThat(dying.process().awaitEnd()).isEqualTo(KILLED);
        }
        ledger.settle(survivor);
        reset(survivor);
    }

    /** One for all cases that need one; gone in those where the other hub must be alone. */
    private static Hub survivor() {
        if (survivor == null) {
            survivor = installation.start("survivor", Map.of(), "--berth.proxy.name=survivor");
        }
        return survivor.awaitReady();
    }

    private static Hub dying(Failpoint point) {
        return installation.start(point.name(), port, internalPort, Map.of("BERTH_FAILPOINT", point.name() + ":kill"));
    }

    /** Asks a hub for what brings it to the failpoint, until it is dead. */
    private static void drive(Failpoint point, Hub dying) throws IOException {
        if (point.name().startsWith("ADOPT")) {
            // Zoe's server is there to be adopted: the hub dies by itself.
            return;
        }
        dying.awaitReady();
        boolean stop = point.name().startsWith("STOP");
        if (stop) {
            arrange(dying);
        }
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

    private static void arrange(Hub hub) throws IOException {
        for (String user : USERS) {
            assertThat(hub.rest(token).start(user, "light")).isEqualTo(202);
            ledger.wants(user, true);
        }
        ledger.settle(hub);
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
