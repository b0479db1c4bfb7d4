package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A person removes a server and adds one with the same name. The runtime remembers what it ran under this name. */
class RemovedServerTests extends LifecycleHub {

    @Test
    void aServerOfTheSameNameStartsAfterAStoppedOneWasRemoved() {
        for (int time = 0; time < 3; time++) {
            hub.startServer("tom", "");
            hub.await("tom", ServerState.READY);
            hub.stopServer("tom");
            hub.await("tom", ServerState.STOPPED);
            assertThat(remove("tom")).isEqualTo(StopResult.ALREADY_STOPPED);
        }
    }

    @Test
    void aServerOfTheSameNameStartsAfterARunningOneWasRemoved() {
        hub.startServer("una", "");
        hub.await("una", ServerState.READY);
        assertThat(remove("una")).isEqualTo(StopResult.WANTED);
        Awaitility.await("it is removed")
                .until(() -> hub.bean(ServerDirectory.class)
                        .find(hub.user("una").id(), "")
                        .isEmpty());
        hub.startServer("una", "");
        assertThat(hub.await("una", ServerState.READY).generation()).isGreaterThan(1);
    }

    private static StopResult remove(String name) {
        return hub.bean(ServerRequests.class).remove(hub.user(name).id(), "", name);
    }
}
