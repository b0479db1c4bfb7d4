package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.spi.spawn.InMemoryWorld;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A hub that has just started, after a time in which none was running. */
class NewcomerTests {

    private static final InMemoryWorld WORLD = new InMemoryWorld();

    /** A server that has become ready in the meantime appears as starting until the hub's own check. */
    @Test
    void givesAStartThatIsOverdueTheTimeToShowItself() {
        WORLD.holdStarts(true);
        try (HubUnderTest hub = HubUnderTest.start(TestDatabase.fresh(), WORLD, "berth.servers.newcomer-patience=1h")) {
            hub.startServer("kim", "");
            Awaitility.await("accepted").until(() -> hub.view("kim").seen() == Seen.STARTING);
            hub.jdbc()
                    .sql("update servers set start_deadline = now() - interval '1 second'")
                    .update();
            looks(hub, 3);
            assertThat(hub.view("kim").state()).isEqualTo(ServerState.PENDING_START);
            WORLD.makeReady(hub.ref("kim"));
            hub.await("kim", ServerState.READY);
        }
    }

    /** Each check schedules the next one. */
    private static void looks(HubUnderTest hub, int count) {
        for (int i = 0; i < count; i++) {
            String before = due(hub);
            Awaitility.await("a look").until(() -> !due(hub).equals(before));
        }
    }

    private static String due(HubUnderTest hub) {
        return hub.jdbc()
                .sql("select coalesce(due_at::text, '') from servers")
                .query(String.class)
                .single();
    }
}
