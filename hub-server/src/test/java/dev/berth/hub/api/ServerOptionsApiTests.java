package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The options of a start: what a body means, what is kept, and what is refused (contract, section 2.4). */
class ServerOptionsApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void optionsAreTheBodyOrPartOfItAndAreUsedAgain() {
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        api.post(path, "{\"profile\":\"short-lived\"}").ok(201);
        assertThat(profile(name)).isEqualTo("short-lived");
        restart(api, name, null);
        assertThat(profile(name)).isEqualTo("short-lived");
        restart(api, name, "{\"user_options\":{\"profile\":\"lab\"},\"display_name\":\"Mine\"}");
        assertThat(profile(name)).isEqualTo("lab");
        restart(api, name, "{\"something\":\"else\"}");
        assertThat(profile(name)).isEqualTo("lab");
        restart(api, name, "{\"profile\":\"short-lived\"}");
        restart(api, name, "{\"display_name\":\"Mine\"}");
        assertThat(profile(name)).isEqualTo("short-lived");
        restart(api, name, "{}");
        assertThat(profile(name)).isEqualTo("lab");
    }

    /** As profiles.md says: what JupyterHub's spawners would take. */
    @Test
    void aProfileWithoutOptionsKeepsWhateverItIsGiven() {
        String name = SharedHub.user("srv");
        ApiClient api = HUB.api(name);
        String path = "/hub/api/users/" + name + "/server";
        String given = "{\"image\":\"x:1\",\"mounts\":[{\"at\":\"/d\"}],\"none\":null,\"size\":2.5,\"ok\":true}";
        api.post(path, given).ok(201);
        for (int i = 0; i < 2; i++) {
            JsonNode shown = api.get(path).ok(200).json().path("user_options");
            assertThat(shown).isEqualTo(JsonMapper.shared().readTree("{\"profile\":\"lab\"," + given.substring(1)));
            restart(api, name, null);
        }
        restart(api, name, "{\"__jupyterhub_x\":1}");
        assertThat(api.get(path).json().path("user_options").toString()).isEqualTo("{\"profile\":\"lab\"}");
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
                "{\"user_options\":{},\"memory\":3}",
                "{\"profile\":\"big\",\"copies\":null}",
                "{\"profile\":\"big\",\"copies\":[1]}",
                "{\"profile\":\"big\",\"copys\":1}",
            })
    void optionsThatCannotBeMeantAreRefused(String body) {
        String name = SharedHub.user("srv");
        HUB.api(name).post("/hub/api/users/" + name + "/server", body).refused(400);
    }

    private static void restart(ApiClient api, String name, String body) {
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        api.post("/hub/api/users/" + name + "/server", body).ok(201);
    }

    private static String profile(String name) {
        return HUB.api(name)
                .get("/hub/api/users/" + name + "/server")
                .json()
                .path("user_options")
                .path("profile")
                .asString();
    }
}
