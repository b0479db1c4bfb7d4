package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Restarts of a server. */
class ServerRestartTests extends LifecycleHub {

    @Test
    void aRestartIsAStopAndAStartOfTheSame() {
        hub.startServer("ria", "");
        ServerView before = hub.await("ria", ServerState.READY);
        assertThat(hub.bean(ServerRequests.class).restart(before.userId(), "", "ria"))
                .isTrue();
        Awaitility.await("the next generation").until(() -> hub.view("ria").generation() == 2);
        ServerView again = hub.await("ria", ServerState.READY);
        assertThat(again.profile()).isEqualTo(before.profile());
        assertThat(again.restartBy()).isNull();
        assertThat(routes("ria")).isEqualTo(1);
        assertThat(WORLD.mostAtOnce(hub.ref("ria").runtimeName())).isEqualTo(1);
    }

    @Test
    void aStopTakesARestartBack() {
        hub.startServer("rob", "");
        ServerView ready = hub.await("rob", ServerState.READY);
        WORLD.stubborn(true);
        try {
            assertThat(hub.bean(ServerRequests.class).restart(ready.userId(), "", "rob"))
                    .isTrue();
            assertThat(hub.view("rob").restartBy()).isEqualTo("rob");
            assertThat(hub.stopServer("rob")).isEqualTo(StopResult.ALREADY_STOPPING);
        } finally {
            WORLD.stubborn(false);
        }
        WORLD.giveIn(hub.ref("rob"));
        assertThat(hub.await("rob", ServerState.STOPPED).generation()).isEqualTo(1);
        assertThat(WORLD.launches(hub.ref("rob"))).isEqualTo(1);
    }

    @Test
    void nothingRestartsForAClosedAccountNorWhatDoesNotRun() {
        hub.startServer("rex", "");
        ServerView ready = hub.await("rex", ServerState.READY);
        WORLD.stubborn(true);
        try {
            assertThat(hub.bean(ServerRequests.class).restart(ready.userId(), "", "rex"))
                    .isTrue();
            // Before the server can end: a server that ends while its account is open is started again.
            hub.jdbc()
                    .sql("update users set state = 'DISABLED' where name = 'rex'")
                    .update();
        } finally {
            WORLD.stubborn(false);
        }
        WORLD.giveIn(hub.ref("rex"));
        assertThat(hub.await("rex", ServerState.STOPPED).generation()).isEqualTo(1);
        assertThat(hub.bean(ServerRequests.class).restart(ready.userId(), "", "rex"))
                .isFalse();
        assertThat(hub.bean(ServerRequests.class).restart(ready.userId(), "none", "rex"))
                .isFalse();
    }
}
