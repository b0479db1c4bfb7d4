package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.UserAccounts;
import dev.berth.spi.spawn.ReasonCode;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Starting, stopping and showing servers (contract, section 2.4). */
class ServersApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void aStartAndAStopAreWaitedFor() {
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        assertThat(api.post(path).ok(201).body()).isEmpty();
        JsonNode model = api.get(path).ok(200).json();
        assertThat(model.propertyNames())
                .contains(
                        "name",
                        "full_name",
                        "display_name",
                        "last_activity",
                        "started",
                        "pending",
                        "ready",
                        "stopped",
                        "url",
                        "user_options",
                        "progress_url",
                        "full_url",
                        "full_progress_url");
        assertThat(model.path("full_name").asString()).isEqualTo(name + "/");
        assertThat(model.path("progress_url").asString()).isEqualTo(path + "/progress");
        assertThat(model.path("ready").asBoolean()).isTrue();
        assertThat(model.path("pending").isNull()).isTrue();
        assertThat(api.post(path).refused(400).message()).isEqualTo(name + "/ is already running");
        assertThat(api.delete(path).ok(204).body()).isEmpty();
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.STOPPED);
        assertThat(api.delete(path).ok(204).body()).isEmpty();
    }

    /** What restart scripts do. JupyterHub waits for both, so that none of them looks at the status in between. */
    @Test
    void aScriptStopsAServerAndStartsItInTheNextLine() {
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        for (String path : new String[] {"/server", "/servers/one"}) {
            String server = "/hub/api/users/" + name + path;
            api.post(server).ok(201);
            for (int i = 0; i < 3; i++) {
                api.delete(server).ok(204);
                api.post(server).ok(201);
            }
        }
    }

    @Test
    void manyProgramsWaitAndOthersAreAnsweredMeanwhile() {
        List<String> names =
                IntStream.range(0, 30).mapToObj(i -> SharedHub.ready("waits")).toList();
        ApiClient other = HUB.api(SharedHub.user("srv"));
        SharedHub.WORLD.stubborn(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> stops = names.stream()
                    .map(name -> threads.submit(() -> HUB.api(name).delete("/hub/api/users/" + name + "/server")))
                    .toList();
            names.forEach(name -> HUB.await(name, ServerState.PENDING_STOP));
            other.get("/hub/api/user").ok(200);
            SharedHub.WORLD.stubborn(false);
            names.forEach(name -> SharedHub.WORLD.giveIn(HUB.ref(name)));
            stops.forEach(stop ->
                    assertThat(await().until(stop::isDone, done -> done)).isTrue());
            stops.forEach(stop -> assertThat(stop.resultNow().status()).isIn(202, 204));
        } finally {
            SharedHub.WORLD.stubborn(false);
        }
    }

    @Test
    void aStartThatIsPendingIsAcceptedAgainAndAStopCancelsIt() {
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        SharedHub.WORLD.holdStarts(true);
        try {
            api.post(path).ok(202);
            api.post(path).ok(202);
            assertThat(api.get(path).json().path("pending").asString()).isEqualTo("spawn");
            assertThat(HUB.view(name).generation()).isEqualTo(1);
            api.delete(path);
        } finally {
            SharedHub.WORLD.holdStarts(false);
        }
        HUB.await(name, ServerState.STOPPED);
    }

    @Test
    void whileItStopsItIsNotStartedAndEachStopIsPending() {
        String name = SharedHub.ready("slow");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        SharedHub.WORLD.stubborn(true);
        try {
            api.delete(path).ok(202);
            api.delete(path).ok(202);
            assertThat(api.get(path).json().path("pending").asString()).isEqualTo("stop");
            assertThat(api.post(path).refused(400).message()).isEqualTo(name + "/ is pending stop");
        } finally {
            SharedHub.WORLD.stubborn(false);
            SharedHub.WORLD.giveIn(HUB.ref(name));
        }
        HUB.await(name, ServerState.STOPPED);
        api.delete(path).ok(204);
    }

    @Test
    void whoeverMaySeesTheStateAndWhyAStartFailed() {
        String name = SharedHub.user("srv");
        String path = "/hub/api/users/" + name + "/server";
        SharedHub.WORLD.refuseStarts(ReasonCode.QUOTA);
        try {
            HUB.api(name).post(path).refused(500);
        } finally {
            SharedHub.WORLD.refuseStarts(null);
        }
        JsonNode user = HUB.api(name).get("/hub/api/users/" + name).ok(200).json();
        JsonNode failure = user.path("failures").path("");
        assertThat(failure.path("code").asString()).isEqualTo("QUOTA");
        assertThat(failure.path("message").asString()).startsWith("Spawn failed: ");
        assertThat(user.path("servers").size()).isZero();
        assertThat(HUB.api(name).get(path).json().path("failure").path("code").asString())
                .isEqualTo("QUOTA");
        assertThat(HUB.api(name).get(path).json().has("state")).isFalse();
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        assertThat(HUB.api(admin)
                        .get(path)
                        .json()
                        .path("state")
                        .path("generation")
                        .asInt())
                .isEqualTo(1);
        HUB.api(name).post(path).ok(201);
        assertThat(HUB.api(name).get(path).json().has("failure"))
                .as("a key of its own only when there is a failure")
                .isFalse();
        assertThat(HUB.api(name).get("/hub/api/users/" + name).json().has("failures"))
                .isFalse();
    }

    @Test
    void aServerThatWasNeverStartedIsNotThereAndIsStopped() {
        String name = SharedHub.user("srv");
        HUB.api(name).get("/hub/api/users/" + name + "/server").refused(404);
        HUB.api(name).delete("/hub/api/users/" + name + "/server").ok(204);
    }

    @Test
    void othersServersAreHiddenAndScopesAreNamed() {
        String name = SharedHub.ready("mine");
        String other = SharedHub.user("srv");
        ApiClient stranger = HUB.api(other);
        String path = "/hub/api/users/" + name + "/server";
        for (Answer answer : new Answer[] {
            stranger.get(path), stranger.post(path), stranger.delete(path), stranger.get(path + "/progress")
        }) {
            assertThat(answer.refused(404).message()).isEqualTo("No access to resources or resources not found");
        }
        ApiClient reader = HUB.api(name, "read:servers!user");
        reader.get(path).ok(200);
        assertThat(reader.delete(path).refused(403).message()).contains("delete:servers");
        ApiClient one = HUB.api(name, "servers!server=" + name + "/one");
        one.delete(path).refused(404);
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.READY);
    }

    @Test
    void aClosedAccountsServerIsNotStarted() {
        String name = SharedHub.user("srv");
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        HUB.bean(UserAccounts.class).disable(HUB.user(name).id(), Actor.policy("test"));
        assertThat(HUB.api(admin)
                        .post("/hub/api/users/" + name + "/server")
                        .refused(400)
                        .message())
                .contains("disabled");
    }

    @Test
    void aRefusedStartShowsNoServerAndMayBeTriedAgain() {
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        SharedHub.WORLD.refuseStarts(ReasonCode.QUOTA);
        try {
            assertThat(api.post(path).refused(500).message()).startsWith("Spawn failed: ");
            HUB.await(name, ServerState.STOPPED);
        } finally {
            SharedHub.WORLD.refuseStarts(null);
        }
        api.post(path).ok(201);
    }
}
