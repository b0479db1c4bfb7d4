package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Servers behave as tests want. */
class SpawnerIT {

    private static final String SERVER = "users/user/server";

    @BothBaseUrls
    void aServerGetsWhatATestWantsForItsNextStart(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control(
                        "PUT",
                        "servers/user/",
                        "{\"environment\": {\"COLOR\": \"red\"}, \"default_url\": \"/tree\", \"debug\": true,"
                                + " \"last_activity\": \"2020-02-03T04:05:06Z\"}")
                .ok(204);
        kit.admin("POST", SERVER + "?color=red&x=y").ok(201);
        String own = kit.token("{\"user\": \"user\"}");
        JsonNode environment = kit.call(own, "GET", "user/user/env").ok(200).json();
        assertThat(environment.path("HANDLER_ARGS").asString("")).isEqualTo("color=red&x=y");
        assertThat(environment.path("COLOR").asString("")).isEqualTo("red");
        assertThat(environment.path("JUPYTERHUB_DEFAULT_URL").asString("")).isEqualTo("/tree");
        assertThat(environment.path("JUPYTERHUB_DEBUG").asString("")).isEqualTo("1");
        assertThat(environment.path("JUPYTERHUB_SERVICE_PREFIX").asString("")).isEqualTo(baseUrl + "user/user/");
        assertThat(environment.has(KitSecrets.CONTROL)).isFalse();
    }

    @BothBaseUrls
    void aHeldStartWaitsUntilItIsReleased(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "settings", "{\"slow_spawn_timeout\": 0}").ok(204);
        kit.control("PUT", "servers/user/", "{\"hold\": true}").ok(204);
        kit.admin("POST", SERVER).ok(202);
        assertThat(kit.admin("GET", "users/user").json().path("pending").asString(""))
                .isEqualTo("spawn");
        kit.control("PUT", "servers/user/", "{\"hold\": false}").ok(204);
        Awaitility.await()
                .until(() ->
                        !kit.admin("GET", "users/user").json().path("server").isNull());
    }

    @BothBaseUrls
    void aStartFailsAtOnceOrAfterAMoment(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "settings", "{\"spawner\": \"bad\"}").ok(204);
        assertThat(kit.admin("POST", SERVER).ok(500).body()).contains("I don't work!");
        kit.control("PATCH", "settings", "{\"spawner\": \"slow-bad\"}").ok(204);
        assertThat(kit.admin("POST", SERVER).ok(500).body()).contains("I don't work!");
        kit.control("PATCH", "settings", "{\"spawner\": \"never\"}").ok(204);
        kit.admin("POST", SERVER).ok(500);
        kit.control("PATCH", "settings", "{\"spawner\": null}").ok(204);
        kit.admin("POST", SERVER).ok(201);
    }

    @BothBaseUrls
    void aSlowServerIsPendingForAsLongAsATestWants(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PATCH", "settings", "{\"spawner\": \"slow\", \"slow_spawn_timeout\": 0, \"slow_stop_timeout\": 0}")
                .ok(204);
        kit.admin("POST", SERVER).ok(202);
        kit.control("POST", "reset").ok(204);
        kit.control("PATCH", "settings", "{\"spawner\": \"slow\", \"slow_stop_timeout\": 0}")
                .ok(204);
        kit.control("PUT", "servers/user", "{\"delay\": 0.2}").ok(204);
        kit.admin("POST", SERVER).ok(201);
        kit.admin("DELETE", SERVER).ok(202);
    }

    @BothBaseUrls
    void aRecordWithoutAStartIsAStoppedServer(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PUT", "servers/user/box", "{}").ok(204);
        JsonNode servers =
                kit.admin("GET", "users/user?include_stopped_servers").json().path("servers");
        assertThat(servers.path("box").path("ready").asBoolean(true)).isFalse();
        assertThat(kit.control("PUT", "servers/user/box", "{\"progress\": {}}")
                        .ok(501)
                        .body())
                .contains("progress");
        kit.control("PUT", "servers/nobody/", "{}").ok(404);
    }

    @BothBaseUrls
    void aServerCountsAsReadyOrPendingOrFailedAsATestWants(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PUT", "servers/user/", "{\"pretend\": \"pending\"}").ok(204);
        assertThat(kit.admin("GET", "users/user").json().path("pending").asString(""))
                .isEqualTo("spawn");
        kit.control("PUT", "servers/admin/", "{\"pretend\": \"ready\"}").ok(204);
        JsonNode server = kit.admin("GET", "users/admin").json().path("servers").path("");
        assertThat(server.path("ready").asBoolean(false)).isTrue();
        assertThat(server.path("state").path("pid").asLong(0)).isPositive();
        kit.control("POST", "reset").ok(204);
        kit.control("PUT", "servers/user/", "{\"last_start_failed\": \"It failed!\"}")
                .ok(204);
        assertThat(kit.admin("GET", "users/user?include_stopped_servers").body())
                .contains("Spawn failed: It failed!");
    }
}
