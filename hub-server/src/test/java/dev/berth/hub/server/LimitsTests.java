package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.user.UserAccounts;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.ServerRef;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits hold for concurrent requests, closed accounts do not have servers, and servers without a row are left unchanged. */
class LimitsTests {

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                WORLD,
                "berth.servers.pending-limit=3",
                "berth.servers.active-limit=5",
                "berth.servers.named-limit=2");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void stopAll() {
        WORLD.holdStarts(false);
        hub.bean(ServerDirectory.class)
                .active(100, 0)
                .forEach(server -> hub.bean(ServerRequests.class)
                        .stop(server.userId(), server.name(), ServerRequests.requested("test"), "test"));
        Awaitility.await("none active")
                .until(() -> hub.bean(ServerDirectory.class).active(1, 0).isEmpty());
    }

    @Test
    void noMoreStartsArePendingThanMayBeHoweverManyAskAtOnce() throws Exception {
        WORLD.holdStarts(true);
        List<StartResult> results = atOnce(IntStream.range(0, 12)
                .<Callable<StartResult>>mapToObj(i -> () -> hub.startServer(user("p" + i), ""))
                .toList());
        assertThat(results).filteredOn(StartResult.Wanted.class::isInstance).hasSize(3);
        assertThat(results)
                .filteredOn(StartResult.Busy.class::isInstance)
                .hasSize(9)
                .allMatch(new StartResult.Busy("pending starts", 3)::equals);
        Answer answer = hub.api("p-late").post("/hub/api/users/p-late/server").refused(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 120);
        WORLD.holdStarts(false);
    }

    @Test
    void noMoreServersAreActiveThanMayBe() throws Exception {
        List<String> names = IntStream.range(0, 9).mapToObj(i -> "a" + i).toList();
        for (String name : names) {
            hub.user(name);
        }
        for (int round = 0; round < 4; round++) {
            atOnce(names.stream()
                    .<Callable<StartResult>>map(name -> () -> hub.startServer(name, ""))
                    .toList());
            assertThat(hub.bean(ServerDirectory.class).active(100, 0)).hasSizeLessThanOrEqualTo(5);
            Awaitility.await("nobody pending")
                    .until(() -> hub.bean(ServerDirectory.class).active(100, 0).stream()
                            .allMatch(server -> server.state() == ServerState.READY));
        }
        assertThat(hub.bean(ServerDirectory.class).active(100, 0)).hasSize(5);
        assertThat(hub.startServer("a-late", "")).isEqualTo(new StartResult.Busy("active servers", 5));
        String stopped = hub.bean(ServerDirectory.class).active(1, 0).getFirst().userName();
        hub.stopServer(stopped);
        hub.await(stopped, ServerState.STOPPED);
        assertThat(hub.startServer("a-late", "")).isInstanceOf(StartResult.Wanted.class);
    }

    @Test
    void noMoreNamedServersAreMadeThanMayBe() throws Exception {
        hub.user("namer");
        atOnce(IntStream.range(0, 8)
                .<Callable<StartResult>>mapToObj(i -> () -> hub.startServer("namer", "s" + i))
                .toList());
        assertThat(hub.bean(ServerDirectory.class).ofUser(hub.user("namer").id()))
                .hasSize(2);
    }

    @Test
    void aClosedAccountLosesItsServerAndStartsNone() {
        hub.startServer("closed", "");
        hub.await("closed", ServerState.READY);
        hub.bean(UserAccounts.class).disable(hub.user("closed").id(), Actor.policy("test"));
        assertThat(hub.await("closed", ServerState.STOPPED).stopCode()).isEqualTo("USER_DISABLED");
        assertThat(hub.startServer("closed", "")).isEqualTo(new StartResult.AccountClosed());
    }

    @Test
    void closingAndStartingAtOnceLeavesNoServer() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = user("race" + round);
            atOnce(List.<Callable<Object>>of(
                    () -> hub.startServer(name, ""),
                    () -> hub.bean(UserAccounts.class).disable(hub.user(name).id(), Actor.policy("test"))));
            Awaitility.await("no server of " + name)
                    .until(() -> hub
                            .bean(ServerDirectory.class)
                            .ofUser(hub.user(name).id())
                            .stream()
                            .noneMatch(server -> server.state().isActive()));
        }
    }

    @Test
    void whatHasNoRowIsCountedAndLeftAlone() {
        hub.startServer("owner", "");
        hub.await("owner", ServerState.READY);
        ServerRef ref = hub.ref("owner");
        hub.jdbc()
                .sql("delete from servers where runtime_name = ?")
                .param(ref.runtimeName())
                .update();
        hub.sweep();
        assertThat(hub.bean(MeterRegistry.class)
                        .get("berth.servers.orphans")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(WORLD.running()).contains(ref);
        hub.spawner().stop(ref, java.time.Duration.ZERO);
        hub.sweep();
        assertThat(hub.bean(MeterRegistry.class)
                        .get("berth.servers.orphans")
                        .gauge()
                        .value())
                .isZero();
    }

    private static String user(String name) {
        hub.user(name);
        return name;
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
