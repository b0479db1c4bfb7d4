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
import org.junit.jupiter.api.Test;

/** Servers that end, disappear or cannot be observed. */
class ServerLossTests extends LifecycleHub {

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
