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
import dev.berth.spi.spawn.ServerRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Starting, stopping and showing servers (contract, section 2.4). */
class ServersApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void aStartIsAcceptedAndAStopIsDone() {
        String name = user();
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        assertThat(api.post(path).ok(202).body()).isEmpty();
        HUB.await(name, ServerState.READY);
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
        assertThat(api.delete(path).status()).isIn(202, 204);
        HUB.await(name, ServerState.STOPPED);
        assertThat(api.delete(path).ok(204).body()).isEmpty();
    }

    @Test
    void aStartThatIsPendingIsAcceptedAgainAndAStopCancelsIt() {
        String name = user();
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
    void optionsAreTheBodyOrPartOfItAndAreUsedAgain() {
        String name = user();
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        api.post(path, "{\"profile\":\"big\"}").ok(202);
        assertThat(profile(name)).isEqualTo("big");
        restart(api, name, null);
        assertThat(profile(name)).isEqualTo("big");
        restart(api, name, "{\"user_options\":{\"profile\":\"lab\"},\"display_name\":\"Mine\"}");
        assertThat(profile(name)).isEqualTo("lab");
        restart(api, name, "{\"something\":\"else\"}");
        assertThat(profile(name)).isEqualTo("lab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "1",
                "{",
                "{\"profile\":7}",
                "{\"profile\":\"no-such\"}",
                "{\"profile\":\"staff-only\"}",
                "{\"profile\":\"a\\u0000\"}",
                "{\"user_options\":[]}",
                "{\"user_options\":null}",
                "{\"user_options\":{\"profile\":{}}}",
            })
    void optionsThatCannotBeMeantAreRefused(String body) {
        String name = user();
        HUB.api(name).post("/hub/api/users/" + name + "/server", body).refused(400);
    }

    @Test
    void namedServersHaveNamesOfTheirOwnAndALimit() {
        String name = user();
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/servers/";
        api.post(path + "one").ok(202);
        api.post(path + "two").ok(202);
        assertThat(api.post(path + "three").refused(400).message()).contains("maximum of 2 named servers");
        for (String bad : new String[] {"Upper", "-x", "x-", "a_b", "%2e", "a".repeat(31), "%3Cscript%3E"}) {
            api.post(path + bad).refused(400);
        }
        JsonNode model = api.get(path + "one").ok(200).json();
        assertThat(model.path("full_name").asString()).isEqualTo(name + "/one");
        assertThat(model.path("url").asString()).isEqualTo("/user/" + name + "/one/");
        assertThat(model.path("progress_url").asString()).isEqualTo(path + "one/progress");
        api.get(path + "four").refused(404);
        assertThat(api.delete(path + "four").refused(404).message()).isEqualTo(name + " has no server named 'four'");
    }

    @Test
    void anEmptyNameIsTheDefaultServer() {
        String name = user();
        ApiClient api = HUB.api(name);
        api.post("/hub/api/users/" + name + "/servers/").ok(202);
        HUB.await(name, ServerState.READY);
        assertThat(api.get("/hub/api/users/" + name + "/servers/")
                        .ok(200)
                        .json()
                        .path("name")
                        .asString())
                .isEmpty();
        assertThat(api.delete("/hub/api/users/" + name + "/servers/").status()).isIn(202, 204);
    }

    @Test
    void aNamedServerIsRemovedWhenItIsGone() {
        String name = user();
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/servers/one";
        api.post(path).ok(202);
        api.send("DELETE", path, "{\"remove\":\"yes\"}").refused(400);
        api.send("DELETE", path, "{\"remove\":true}").ok(204);
        api.get(path).refused(404);
        api.send("DELETE", path, "{\"remove\":true}").refused(404);
        assertThat(api.send("DELETE", "/hub/api/users/" + name + "/server", "{\"remove\":true}")
                        .refused(400)
                        .message())
                .isEqualTo("Cannot delete the default server");
    }

    @Test
    void aNamedServerIsRemovedThoughNobodyWaitsForItsEnd() {
        String name = user();
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/servers/one";
        api.post(path).ok(202);
        await().until(() -> api.get(path).ok(200).json().path("ready").asBoolean());
        ServerRef ref = SharedHub.WORLD.running().stream()
                .filter(server -> server.runtimeName().startsWith(name))
                .findFirst()
                .orElseThrow();
        SharedHub.WORLD.stubborn(true);
        try {
            api.send("DELETE", path, "{\"remove\":true}").ok(202);
            assertThat(api.get(path).ok(200).json().path("pending").asString()).isEqualTo("stop");
        } finally {
            SharedHub.WORLD.stubborn(false);
            SharedHub.WORLD.giveIn(ref);
        }
        await().untilAsserted(() -> api.get(path).refused(404));
    }

    @Test
    void aServerThatWasNeverStartedIsNotThereAndIsStopped() {
        String name = user();
        HUB.api(name).get("/hub/api/users/" + name + "/server").refused(404);
        HUB.api(name).delete("/hub/api/users/" + name + "/server").ok(204);
    }

    @Test
    void othersServersAreHiddenAndScopesAreNamed() {
        String name = SharedHub.ready("mine");
        String other = user();
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
        String name = user();
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
        String name = user();
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        SharedHub.WORLD.refuseStarts(ReasonCode.QUOTA);
        try {
            api.post(path).ok(202);
            HUB.await(name, ServerState.STOPPED);
        } finally {
            SharedHub.WORLD.refuseStarts(null);
        }
        api.post(path).ok(202);
        HUB.await(name, ServerState.READY);
    }

    private static void restart(ApiClient api, String name, String body) {
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        api.post("/hub/api/users/" + name + "/server", body).ok(202);
    }

    private static String profile(String name) {
        return HUB.api(name)
                .get("/hub/api/users/" + name + "/server")
                .json()
                .path("user_options")
                .path("profile")
                .asString();
    }

    private static String user() {
        String name = SharedHub.name("srv");
        HUB.user(name);
        return name;
    }
}
