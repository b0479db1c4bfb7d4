package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.spi.spawn.InMemoryWorld;
import org.junit.jupiter.api.Test;

/** A start that takes longer than its profile allows. */
class StartDeadlineTests {

    private static final InMemoryWorld WORLD = new InMemoryWorld();

    /** The next regular check is an hour away. */
    @Test
    void aPersonLearnsAtTheDeadlineThatTheirServerDidNotStart() {
        WORLD.holdStarts(true);
        try (HubUnderTest hub = HubUnderTest.start(
                TestDatabase.fresh(),
                WORLD,
                "berth.profiles[0].name=slow",
                "berth.profiles[0].start-timeout=3s",
                "berth.servers.newcomer-patience=0s",
                "berth.servers.starting-interval=1h",
                "berth.servers.look-interval=1h")) {
            hub.startServer("ann", "");
            ServerView view = hub.await("ann", ServerState.STOPPED);
            assertThat(view.stopCode()).isEqualTo("START_TIMEOUT");
        }
    }
}
