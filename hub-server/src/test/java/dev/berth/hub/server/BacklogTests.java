package dev.berth.hub.server;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.hint.Hints;
import dev.berth.spi.spawn.InMemoryWorld;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** More servers are due than a hub processes at the same time. */
class BacklogTests {

    private static final int SERVERS = 5;

    @Test
    void allThatIsDueIsDoneWithoutWaitingForThePoll() {
        try (HubUnderTest hub = HubUnderTest.start(
                TestDatabase.fresh(),
                new InMemoryWorld(),
                "berth.servers.concurrency=1",
                "berth.servers.poll=1h",
                "berth.servers.look-interval=1h",
                "berth.servers.sweep-interval=1h")) {
            for (int i = 0; i < SERVERS; i++) {
                hub.startServer("due" + i, "");
                hub.await("due" + i, ServerState.READY);
            }
            Awaitility.await("all were looked at").until(() -> rested(hub) == SERVERS);
            hub.jdbc().sql("update servers set due_at = now()").update();
            hub.bean(Hints.class).publish(Hints.SERVERS, "");
            Awaitility.await("all were looked at again").until(() -> rested(hub) == SERVERS);
        }
    }

    /** How many servers have their next look in the future and are not in work. */
    private static long rested(HubUnderTest hub) {
        return hub.jdbc()
                .sql(
                        "select count(*) from servers where due_at > now() + interval '30 seconds' and lease_until is null")
                .query(Long.class)
                .single();
    }
}
