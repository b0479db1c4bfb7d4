package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The complete life cycle of a server, with a real database. Each test has a separate user. */
class ServerLifecycleTests {

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
        } finally {
            WORLD.stubborn(false);
        }
        hub.jdbc().sql("update users set state = 'DISABLED' where name = 'rex'").update();
        WORLD.giveIn(hub.ref("rex"));
        assertThat(hub.await("rex", ServerState.STOPPED).generation()).isEqualTo(1);
        assertThat(hub.bean(ServerRequests.class).restart(ready.userId(), "", "rex"))
                .isFalse();
        assertThat(hub.bean(ServerRequests.class).restart(ready.userId(), "none", "rex"))
                .isFalse();
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
    void aServerThatExitsIsNotStartedAgain() {
        hub.startServer("fay", "");
        hub.await("fay", ServerState.READY);
        ServerRef ref = hub.ref("fay");
        WORLD.exit(ref, ReasonCode.EXITED);
        ServerView stopped = hub.await("fay", ServerState.STOPPED);
        assertThat(stopped.stopCode()).isEqualTo("EXITED");
        assertThat(stopped.generation()).isEqualTo(ref.generation());
        assertThat(routes("fay")).isZero();
    }

    @Test
    void aLossCountsOnlyAfterACompleteList() {
        hub.startServer("gus", "");
        hub.await("gus", ServerState.READY);
        WORLD.lose(hub.ref("gus"));
        // Checks alone decide nothing: after a few of them the server is still recorded as ready.
        Looks.await(hub, "gus", 3);
        assertThat(hub.view("gus").state()).isEqualTo(ServerState.READY);
        hub.sweep();
        ServerView stopped = hub.await("gus", ServerState.STOPPED);
        assertThat(stopped.stopCode()).isEqualTo("LOST");
    }

    @Test
    void aRuntimeThatDoesNotAnswerChangesNothing() {
        hub.startServer("hal", "");
        hub.await("hal", ServerState.READY);
        WORLD.unavailable(true);
        try {
            Looks.await(hub, "hal", 3);
            hub.sweep();
            assertThat(hub.view("hal").state()).isEqualTo(ServerState.READY);
            assertThat(routes("hal")).isEqualTo(1);
        } finally {
            WORLD.unavailable(false);
        }
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
    void aServerThatIsOnRecordAsGoneAndStillThereIsStoppedAgain() {
        hub.startServer("jon", "");
        hub.await("jon", ServerState.READY);
        ServerRef ref = hub.ref("jon");
        hub.jdbc()
                .sql(
                        "update servers set wanted = 'STOPPED', seen = 'GONE', ended_at = now(), due_at = null where user_id = ?")
                .param(hub.user("jon").id())
                .update();
        hub.sweep();
        Awaitility.await("stopped again").until(() -> !WORLD.running().contains(ref));
        hub.await("jon", ServerState.STOPPED);
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

    @Test
    void whenManyVanishAtOnceNothingIsDecided() {
        InMemoryWorld own = new InMemoryWorld();
        try (HubUnderTest other = HubUnderTest.start(TestDatabase.fresh(), own)) {
            List<String> names = IntStream.range(0, 6).mapToObj(i -> "user" + i).toList();
            names.forEach(name -> other.startServer(name, ""));
            names.forEach(name -> other.await(name, ServerState.READY));
            names.forEach(name -> own.lose(other.ref(name)));
            other.sweep();
            Looks.await(other, "user0", 3);
            names.forEach(name -> assertThat(other.view(name).state()).isEqualTo(ServerState.READY));
        }
    }

    private static int routes(String user) {
        return hub.jdbc()
                .sql("select count(*) from routes where path = ?")
                .param("/user/" + user + "/")
                .query(Integer.class)
                .single();
    }

    /** Waits for checks of a server, by the epochs of its claims. */
    private static final class Looks {

        static void await(HubUnderTest hub, String user, int count) {
            long from = epoch(hub, user);
            Awaitility.await(count + " looks at the server of " + user)
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        hub.jdbc()
                                .sql("update servers set due_at = now() where user_id = ? and due_at > now()")
                                .param(hub.user(user).id())
                                .update();
                        return epoch(hub, user) >= from + count + 1;
                    });
        }

        private static long epoch(HubUnderTest hub, String user) {
            return hub.jdbc()
                    .sql("select lease_epoch from servers where user_id = ?")
                    .param(hub.user(user).id())
                    .query(Long.class)
                    .single();
        }
    }
}
