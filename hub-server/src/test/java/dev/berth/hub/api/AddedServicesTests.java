package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Services that a program adds while the hub runs (contract, section 2.7). */
class AddedServicesTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final ApiClient BACKSTAGE = new ApiClient(HUB.port(), SharedHub.BACKSTAGE_TOKEN);

    @Test
    void anAddedServiceHasARouteATokenAndAnAuditEventAndLosesThemWhenItIsRemoved() {
        String name = SharedHub.name("grades");
        String token = "token-of-" + name + "-".repeat(32);
        JsonNode added = BACKSTAGE
                .post("/hub/api/services/" + name, """
                        {"url": "http://127.0.0.1:10101", "api_token": "%s", "info": {"room": {"number": 5}},
                         "display": false}""".formatted(token))
                .ok(201)
                .json();
        assertThat(added.path("prefix").asString()).isEqualTo("/services/" + name + "/");
        assertThat(added.path("info").path("room").path("number").asInt()).isEqualTo(5);
        assertThat(added.path("display").asBoolean()).isFalse();
        assertThat(added.toString()).doesNotContain(token);
        JsonNode route = BACKSTAGE.get("/hub/api/proxy").ok(200).json().path("/services/" + name + "/");
        assertThat(route.path("target").asString()).isEqualTo("http://127.0.0.1:10101");
        assertThat(route.path("data").path("service").asString()).isEqualTo(name);
        ApiClient service = new ApiClient(HUB.port(), token);
        assertThat(service.get("/hub/api/user").ok(200).json().path("name").asString())
                .isEqualTo(name);

        BACKSTAGE.post("/hub/api/services/" + name, "{}").refused(409);
        assertThat(BACKSTAGE.delete("/hub/api/services/" + name).ok(200).body()).isEmpty();
        service.get("/hub/api/user").refused(403);
        BACKSTAGE.get("/hub/api/services/" + name).refused(404);
        BACKSTAGE.delete("/hub/api/services/" + name).refused(404);
        assertThat(BACKSTAGE.get("/hub/api/proxy").ok(200).json().has("/services/" + name + "/"))
                .isFalse();
        assertThat(HUB.jdbc()
                        .sql(
                                "select action from audit_events where target_kind = 'SERVICE' and target_name = ? order by id")
                        .param(name)
                        .query(String.class)
                        .list())
                .containsExactly("SERVICE_ADDED", "SERVICE_REMOVED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"command": ["/bin/true"]}                   | Can not create managed service
            {"url": "https://127.0.0.1:5"}               | such as http://127.0.0.1:10101
            {"url": "http://u:p@127.0.0.1:5"}            | such as http://127.0.0.1:10101
            {"api_token": "short"}                       | must have 32 to 512
            {"oauth_client_id": "grades"}                | must be service- followed by
            {"oauth_redirect_uri": "//evil.example/"}    | Use a complete address
            {"oauth_redirect_uri": "ftp://evil.example"} | Use a complete address
            {"oauth_no_confirm": true, "oauth_client_allowed_scopes": ["no-such"]} | which does not exist
            {"info": "x"}                                | info must be an object
            {"kind": "service"}                          | Invalid JSON keys: kind
            """)
    void whatCannotWorkIsRefusedWithTheReason(String body, String reason) {
        assertThat(BACKSTAGE
                        .post("/hub/api/services/" + SharedHub.name("wrong"), body)
                        .refused(400)
                        .message())
                .contains(reason);
    }

    @Test
    void twoServicesDoNotShareAToken() {
        String name = SharedHub.name("sharing");
        String token = "token-of-" + name + "-".repeat(32);
        BACKSTAGE
                .post("/hub/api/services/" + name, "{\"api_token\": \"" + token + "\"}")
                .ok(201);
        for (String taken : new String[] {token, SharedHub.CULLER_TOKEN}) {
            assertThat(BACKSTAGE
                            .post("/hub/api/services/" + name + "-too", "{\"api_token\": \"" + taken + "\"}")
                            .refused(400)
                            .message())
                    .isEqualTo("api_token is the token of another service. Use a different one");
        }
        BACKSTAGE.delete("/hub/api/services/" + name).ok(200);
    }

    @Test
    void aRemovedTokenCanBeGivenToAServiceAgainOnceNoServerRemembersIt() {
        String name = SharedHub.name("again");
        String token = "token-of-" + name + "-".repeat(32);
        for (int time = 1; time <= 2; time++) {
            BACKSTAGE
                    .post("/hub/api/services/" + name, "{\"api_token\": \"" + token + "\"}")
                    .ok(201);
            BACKSTAGE.delete("/hub/api/services/" + name).ok(200);
        }
        Duration refused = HUB.jdbc()
                .sql("select extract(epoch from until - now()) from withdrawals where credential = ?")
                .param(CredentialHash.sha256(token))
                .query((row, number) -> Duration.ofSeconds(row.getLong(1)))
                .single();
        assertThat(refused).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(10));
    }

    @Test
    void namesThatNeedEscapingAreRefused() {
        for (String name : new String[] {"%2E%2E", "A", "a%20b", ".x"}) {
            assertThat(BACKSTAGE.post("/hub/api/services/" + name, "{}").status())
                    .as(name)
                    .isEqualTo(400);
        }
    }

    @Test
    void nobodyGivesAServiceMoreThanTheyHave() {
        String maker = SharedHub.name("maker");
        HUB.user(maker);
        ApiClient limited = HUB.api(maker);
        limited.post("/hub/api/services/" + SharedHub.name("mine"), "{}").refused(403);
    }

    @Test
    void anAddressOutsideOfTheNetworksGetsNoRoute() {
        String name = SharedHub.name("metadata");
        BACKSTAGE
                .post("/hub/api/services/" + name, "{\"url\": \"http://169.254.169.254\"}")
                .ok(201);
        assertThat(BACKSTAGE.get("/hub/api/proxy").ok(200).json().has("/services/" + name + "/"))
                .isFalse();
        var _ = BACKSTAGE.delete("/hub/api/services/" + name).ok(200);
    }
}
