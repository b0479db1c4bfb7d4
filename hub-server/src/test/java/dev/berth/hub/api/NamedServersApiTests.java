package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.spawn.ServerRef;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Servers with names: their limit and their removal (contract, section 2.4). */
class NamedServersApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void namedServersHaveNamesOfTheirOwnAndALimit() {
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/servers/";
        api.post(path + "one").ok(201);
        api.post(path + "two").ok(201);
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
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        api.post("/hub/api/users/" + name + "/servers/").ok(201);
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
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/servers/one";
        api.post(path).ok(201);
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
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/servers/one";
        api.post(path).ok(201);
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
}
