package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Starts and stops of a server. */
class ServerLifecycleTests extends LifecycleHub {

    @Test
    void aWishBecomesAReadyServerWithARouteAndProgress() {
        assertThat(hub.startServer("ann", "")).isInstanceOf(StartResult.Wanted.class);
        ServerView ready = hub.await("ann", ServerState.READY);
        assertThat(ready.path()).isEqualTo("/user/ann/");
        assertThat(ready.generation()).isEqualTo(1);
        assertThat(routes("ann")).isEqualTo(1);
        assertThat(hub.bean(ServerDirectory.class).progress(ready.id(), 1, 0)).isNotEmpty();
        assertThat(WORLD.launches(hub.ref("ann"))).isEqualTo(1);
    }

    /** Hundreds of servers may wait for a GPU for hours: if each check of them woke all listeners, everybody would notice. */
    @Test
    void aStartOfWhichNothingNewIsSeenIsWrittenOnce() {
        WORLD.holdStarts(true);
        hub.startServer("wil", "");
        Awaitility.await("something is seen of it").until(() -> pending("wil", "phase is not null", Boolean.class));
        String written = pending("wil", "seen_at::text", String.class);
        long looks = pending("wil", "lease_epoch", Long.class);
        Awaitility.await("it is looked at again and again")
                .until(() -> pending("wil", "lease_epoch", Long.class) > looks + 3);
        assertThat(pending("wil", "seen_at::text", String.class)).isEqualTo(written);
        WORLD.holdStarts(false);
        WORLD.makeReady(hub.ref("wil"));
        hub.await("wil", ServerState.READY);
    }

    private static <T> T pending(String user, String what, Class<T> type) {
        return hub.jdbc()
                .sql("select " + what + " from servers where user_id = ?")
                .param(hub.user(user).id())
                .query(type)
                .single();
    }

    @Test
    void wishingTwiceStartsOnce() {
        hub.startServer("bob", "");
        StartResult again = hub.startServer("bob", "");
        hub.await("bob", ServerState.READY);
        assertThat(again).isInstanceOfAny(StartResult.AlreadyPending.class, StartResult.AlreadyRunning.class);
        assertThat(hub.startServer("bob", "")).isInstanceOf(StartResult.AlreadyRunning.class);
        assertThat(WORLD.launches(hub.ref("bob"))).isEqualTo(1);
    }

    @Test
    void aStopTakesTheRouteAtOnceAndEndsTheServer() {
        hub.startServer("cid", "");
        hub.await("cid", ServerState.READY);
        ServerRef ref = hub.ref("cid");
        assertThat(hub.stopServer("cid")).isEqualTo(StopResult.WANTED);
        assertThat(routes("cid")).isZero();
        ServerView stopped = hub.await("cid", ServerState.STOPPED);
        assertThat(stopped.stopCode()).isEqualTo(ReasonCode.REQUESTED.name());
        assertThat(stopped.stopBy()).isEqualTo("cid");
        assertThat(WORLD.running()).doesNotContain(ref);
        assertThat(hub.stopServer("cid")).isEqualTo(StopResult.ALREADY_STOPPED);
    }

    @Test
    void aStopWhileItStartsCancelsTheStart() {
        WORLD.holdStarts(true);
        try {
            hub.startServer("dan", "");
            hub.await("dan", ServerState.PENDING_START);
            hub.stopServer("dan");
            hub.await("dan", ServerState.STOPPED);
        } finally {
            WORLD.holdStarts(false);
        }
        assertThat(WORLD.running()).doesNotContain(hub.ref("dan"));
    }

    @Test
    void aRefusedStartSaysWhyAndIsNotTriedAgain() {
        hub.user("eve");
        WORLD.refuseStarts(ReasonCode.QUOTA);
        try {
            hub.startServer("eve", "");
            ServerView stopped = hub.await("eve", ServerState.STOPPED);
            assertThat(stopped.stopCode()).isEqualTo("QUOTA");
            assertThat(stopped.failed()).isTrue();
        } finally {
            WORLD.refuseStarts(null);
        }
        assertThat(WORLD.launches(hub.ref("eve"))).isZero();
    }

    @Test
    void aStartThatPassesItsDeadLineIsGivenUpAndStopped() {
        WORLD.holdStarts(true);
        try {
            hub.startServer("ida", "");
            Awaitility.await("accepted")
                    .until(() -> !WORLD.running().isEmpty() && hub.view("ida").seen() == Seen.STARTING);
            hub.jdbc()
                    .sql("update servers set start_deadline = now() - interval '1 second' where user_id = ?")
                    .param(hub.user("ida").id())
                    .update();
            ServerView stopped = hub.await("ida", ServerState.STOPPED);
            assertThat(stopped.stopCode()).isEqualTo("START_TIMEOUT");
        } finally {
            WORLD.holdStarts(false);
        }
        assertThat(WORLD.running()).doesNotContain(hub.ref("ida"));
    }

    @Test
    void aThirdStartIsANewGenerationWithANewToken() {
        hub.startServer("kim", "");
        hub.await("kim", ServerState.READY);
        String first = WORLD.requestOf(hub.ref("kim")).token().value();
        hub.stopServer("kim");
        hub.await("kim", ServerState.STOPPED);
        hub.startServer("kim", "");
        ServerView again = hub.await("kim", ServerState.READY);
        assertThat(again.generation()).isEqualTo(2);
        assertThat(again.stopCode()).isNull();
        assertThat(WORLD.requestOf(hub.ref("kim")).token().value()).isNotEqualTo(first);
    }

    @Test
    void namedServersNeedARoomAndAProperName() {
        assertThat(hub.startServer("lee", "gpu")).isEqualTo(new StartResult.TooManyNamed(0));
        assertThat(hub.startServer("lee", "../x")).isInstanceOf(StartResult.BadName.class);
    }

    @Test
    void aStopByTwoHubsOfAnOutdatedGenerationDoesNothing() {
        hub.startServer("mia", "");
        ServerView ready = hub.await("mia", ServerState.READY);
        StopResult old = hub.bean(ServerRequests.class)
                .cull(ready.id(), ready.generation() - 1, ServerRequests.requested("policy"), "{}", () -> true);
        StopResult contradicted = hub.bean(ServerRequests.class)
                .cull(ready.id(), ready.generation(), ServerRequests.requested("policy"), "{}", () -> false);
        assertThat(List.of(old, contradicted)).containsOnly(StopResult.OUTDATED);
        assertThat(hub.view("mia").state()).isEqualTo(ServerState.READY);
    }
}
