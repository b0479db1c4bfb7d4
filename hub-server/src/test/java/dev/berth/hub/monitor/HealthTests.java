package dev.berth.hub.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.spi.spawn.InMemoryWorld;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The responses to probes. */
class HealthTests {

    @Test
    void aHubThatServesIsAliveAndReady() throws Exception {
        try (HubUnderTest hub = hub()) {
            assertThat(get(hub, "/hub/health", null).body()).isEmpty();
            HttpResponse<String> live = get(hub, "/hub/health/live", null);
            assertThat(live.body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(live.headers().firstValue("X-Berth-Leaving")).isEmpty();
            HttpResponse<String> ready = get(hub, "/hub/health/ready", null);
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("{\"status\":\"UP\"}");
            hub.admin("boss");
            assertThat(get(hub, "/hub/health/ready", hub.token("boss", "read:hub"))
                            .body())
                    .contains("\"database\":{\"status\":\"UP\"", "\"spawner\":{\"status\":\"UP\"");
            assertThat(get(hub, "/hub/health/ready", hub.token("ann")).body()).doesNotContain("parts");
        }
    }

    @Test
    void withoutItsDatabaseItIsAliveAndNotReady() throws Exception {
        try (HubUnderTest hub = hub()) {
            hub.bean(HikariDataSource.class).close();
            assertThat(get(hub, "/hub/health/live", null).statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(hub, "/hub/health/ready", null);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("{\"status\":\"DOWN\"}");
        }
    }

    @Test
    void aSpawnerThatDoesNotAnswerIsSaidAndTurnsNobodyAway() throws Exception {
        InMemoryWorld world = new InMemoryWorld();
        try (HubUnderTest hub = HubUnderTest.start(TestDatabase.fresh(), world)) {
            world.unavailable(true);
            HttpResponse<String> ready = get(hub, "/hub/health/ready", null);
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).isEqualTo("{\"status\":\"DEGRADED\"}");
        }
    }

    @Test
    void whoIsToldToStopSaysSoFirstAndServesOn() throws Exception {
        HubUnderTest hub = HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld(), "berth.shutdown.drain=4s");
        Thread stop = Thread.ofPlatform().start(hub::close);
        Awaitility.await("readiness is taken back")
                .atMost(Duration.ofSeconds(4))
                .until(() -> get(hub, "/hub/health/ready", null).statusCode() == 503);
        assertThat(get(hub, "/hub/health/live", null).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = get(hub, "/hub/api", null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Berth-Leaving"))
                .as("for proxies, which then ask another hub")
                .hasValue("true");
        assertThat(answer.headers().firstValue("Connection")).hasValue("close");
        stop.join();
    }

    private static HubUnderTest hub() {
        return HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld());
    }

    private static HttpResponse<String> get(HubUnderTest hub, String path, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path))
                    .timeout(Duration.ofSeconds(20));
            if (token != null) {
                request.header("Authorization", "token " + token);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
