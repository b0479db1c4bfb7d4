package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.hub.database.TestDatabase;
import dev.berth.spi.spawn.InMemoryWorld;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts that a runtime cannot advance because it does not respond: that time does not count towards their timeout. */
class StartsDuringOutagesTests {

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(TestDatabase.fresh(), WORLD);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void hold() {
        WORLD.holdStarts(true);
    }

    @AfterEach
    void release() {
        WORLD.unavailable(false);
        WORLD.holdStarts(false);
    }

    @Test
    void aStartThatWasAskedForDuringTheOutageHasItsWholeTimeAfterIt() {
        WORLD.unavailable(true);
        hub.startServer("ann", "");
        passDeadline("ann");
        WORLD.unavailable(false);
        await("it is starting").until(() -> hub.view("ann").phase() != null);
        WORLD.makeReady(hub.ref("ann"));
        hub.await("ann", ServerState.READY);
    }

    @Test
    void aStartThatTheOutageInterruptedGoesOnAfterIt() {
        hub.startServer("bob", "");
        await("it is starting").until(() -> hub.view("bob").phase() != null);
        WORLD.unavailable(true);
        passDeadline("bob");
        await("the hub knows that it cannot observe it").until(() -> !isOverdue("bob"));
        WORLD.unavailable(false);
        long before = column("bob", "lease_epoch", Long.class);
        await("it was observed again").until(() -> column("bob", "lease_epoch", Long.class) > before + 3);
        assertThat(hub.view("bob").state()).isEqualTo(ServerState.PENDING_START);
        WORLD.makeReady(hub.ref("bob"));
        hub.await("bob", ServerState.READY);
    }

    /** As after an outage that lasts longer than the timeout. */
    private static void passDeadline(String name) {
        hub.jdbc()
                .sql("update servers set start_deadline = now() - interval '1 second' where user_id = ?")
                .param(hub.user(name).id())
                .update();
    }

    private static boolean isOverdue(String name) {
        return column(name, "start_deadline < now()", Boolean.class);
    }

    private static <T> T column(String name, String expression, Class<T> type) {
        return hub.jdbc()
                .sql("select " + expression + " from servers where user_id = ?")
                .param(hub.user(name).id())
                .query(type)
                .single();
    }
}
