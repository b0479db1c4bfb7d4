package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.spawn.InMemoryWorld;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Shutdown, the routing table, and removed calls (contract, section 2.2). */
class HubControlApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static ApiClient admin;

    @BeforeAll
    static void signIn() {
        HUB.admin("control-admin");
        admin = HUB.api("control-admin");
    }

    @Test
    void aHubStopsWhenItIsAskedToAndTakesServersAlongIfSoWished() {
        InMemoryWorld world = new InMemoryWorld();
        HubUnderTest hub = HubUnderTest.start(TestDatabase.fresh(), world);
        hub.admin("boss");
        hub.startServer("ann", "");
        hub.await("ann", ServerState.READY);
        ApiClient boss = hub.api("boss");
        boss.post("/hub/api/shutdown", "{\"servers\": 1}").refused(400);
        boss.post("/hub/api/shutdown", "{\"now\": true}").refused(400);
        hub.api("ann").post("/hub/api/shutdown").refused(403);
        assertThat(boss.post("/hub/api/shutdown", "{\"servers\": true}").ok(202).body())
                .isEqualTo("{\"message\":\"Shutting down Hub\"}");
        await("the hub stops").atMost(Duration.ofSeconds(60)).until(() -> !hub.isUp());
        await("servers are gone")
                .atMost(Duration.ofSeconds(60))
                .until(() -> world.running().isEmpty());
        assertThat(hub.jdbc()
                        .sql("select actor_name from audit_events where action = 'HUB_SHUTDOWN'")
                        .query(String.class)
                        .single())
                .isEqualTo("boss");
    }

    @Test
    void theRoutingTableShowsWhereServersAreAndNotWhatOpensThem() {
        String name = SharedHub.ready("routed");
        JsonNode route = admin.get("/hub/api/proxy").ok(200).json().path("/user/" + name + "/");
        assertThat(route.path("routespec").asString()).isEqualTo("/user/" + name + "/");
        assertThat(route.path("target").asString()).startsWith("http://");
        assertThat(route.path("data").path("user").asString()).isEqualTo(name);
        assertThat(route.propertyNames()).containsExactlyInAnyOrder("routespec", "target", "data");
        JsonNode page = HUB.api("control-admin")
                .with("Accept", "application/jupyterhub-pagination+json")
                .get("/hub/api/proxy?limit=1")
                .ok(200)
                .json();
        assertThat(page.path("items").size()).isEqualTo(1);
        HUB.api(name).get("/hub/api/proxy").refused(403);
    }

    @Test
    void proxiesAreNotToldWhereToBe() {
        assertThat(admin.post("/hub/api/proxy").ok(200).body()).isEmpty();
        assertThat(admin.patch("/hub/api/proxy", "{\"api_url\": \"http://elsewhere\"}")
                        .refused(400)
                        .message())
                .contains("BERTH_PROXY_HUBS");
        admin.patch("/hub/api/proxy", "[]").refused(400);
    }

    @Test
    void whatWasGivenUpSaysWhatToUse() {
        ApiClient nobody = new ApiClient(HUB.port(), null).with("Content-Type", "application/json");
        assertThat(nobody.post("/hub/api/authorizations/token", "{}")
                        .refused(404)
                        .message())
                .contains("POST /api/users/:name/tokens");
        assertThat(nobody.get("/hub/api/authorizations/cookie/jupyterhub/abc")
                        .refused(404)
                        .message())
                .contains("GET /api/user");
        String name = SharedHub.name("plain");
        assertThat(HUB.api(name)
                        .post("/hub/api/users/" + name + "/admin-access")
                        .ok(200)
                        .body())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hub/api", "/hub/api/user", "/hub/api/users"})
    void headIsForHealthAlone(String path) {
        assertThat(admin.send("HEAD", path, null).status()).isEqualTo(405);
        assertThat(admin.send("HEAD", "/hub/api/health", null).status()).isEqualTo(200);
    }
}
