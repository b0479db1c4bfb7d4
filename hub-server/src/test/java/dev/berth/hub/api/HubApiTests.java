package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Information about the hub and the caller, and the accepted forms of credentials (contract, sections 2.1 and 2.2). */
class HubApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final ApiClient NOBODY = new ApiClient(HUB.port(), null);

    @Test
    void theVersionIsForEverybody() {
        for (String path : new String[] {"/hub/api", "/hub/api/"}) {
            Answer answer = NOBODY.get(path).ok(200);
            assertThat(answer.body()).isEqualTo("{\"version\":\"5.5.4\"}");
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void healthIsForEverybody() {
        assertThat(NOBODY.get("/hub/api/health").ok(200).body()).isEmpty();
        assertThat(NOBODY.get("/hub/health").status()).isEqualTo(200);
        assertThat(NOBODY.send("HEAD", "/hub/health", null).status()).isEqualTo(200);
    }

    @Test
    void infoNeedsItsScope() {
        HUB.user("info-user");
        HUB.admin("info-admin");
        NOBODY.get("/hub/api/info").refused(403);
        HUB.api("info-user").get("/hub/api/info").refused(403);
        JsonNode info = HUB.api("info-admin").get("/hub/api/info").ok(200).json();
        assertThat(info.propertyNames())
                .containsExactlyInAnyOrder("version", "python", "sys_executable", "spawner", "authenticator");
        assertThat(info.path("spawner").has("class")).isTrue();
    }

    @Test
    void whoAsksIsToldWhoTheyAre() {
        HUB.user("me");
        JsonNode me = HUB.api("me").get("/hub/api/user").ok(200).json();
        assertThat(me.path("kind").asString()).isEqualTo("user");
        assertThat(me.path("name").asString()).isEqualTo("me");
        assertThat(me.path("token_id").asString()).startsWith("a");
        assertThat(me.path("session_id").isNull()).isTrue();
        assertThat(me.path("scopes").valueStream().map(JsonNode::asString).toList())
                .isSorted()
                .contains("access:servers!user=me", "read:users:name!user=me");
        assertThat(me.path("created").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }

    @Test
    void credentialsAreTakenInBothFormsAndNoOther() {
        HUB.user("forms");
        String token = HUB.token("forms");
        for (String form : new String[] {"token " + token, "bearer " + token, "Bearer " + token, "Token " + token}) {
            new ApiClient(HUB.port(), null)
                    .with("Authorization", form)
                    .get("/hub/api/user")
                    .ok(200);
        }
        for (String form :
                new String[] {"token", "token ", "Basic " + token, token, "token " + token + "x", "bearer  "}) {
            Answer refused = new ApiClient(HUB.port(), null)
                    .with("Authorization", form)
                    .get("/hub/api/user")
                    .refused(403);
            assertThat(refused.message()).isEqualTo("Missing or invalid credentials.");
        }
        NOBODY.get("/hub/api/user?token=" + token).refused(403);
        NOBODY.get("/hub/api/user").refused(403);
        new ApiClient(HUB.port(), "a".repeat(6_000)).get("/hub/api/user").refused(403);
    }

    @Test
    void aCookieNeedsTheTokenAgainstCrossSiteRequestsEvenToRead() {
        HUB.user("cook");
        HubBrowser browser = HUB.browser("cook");
        HttpResponse<String> missing = browser.get("/hub/api/user");
        assertThat(missing.statusCode()).isEqualTo(403);
        assertThat(missing.body()).contains("'_xsrf' argument missing from GET");
        assertThat(browser.get("/hub/api/user?_xsrf=wrong").body()).contains("XSRF cookie does not match GET argument");
        HttpResponse<String> right = browser.get("/hub/api/user?_xsrf=" + browser.cookies.get("_xsrf"));
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).contains("\"token_id\":null").contains("\"session_id\":\"");
        browser.headers.put("X-XSRFToken", browser.cookies.get("_xsrf"));
        assertThat(browser.send("POST", "/hub/api/users/cook/tokens", "text/plain", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.send("POST", "/hub/api/users/cook/tokens", "application/json; charset=UTF-8", "{}")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aCookieThatDidNotComeThroughTheProxyIsNone() {
        HUB.user("direct");
        HubBrowser browser = HUB.browser("direct");
        browser.headers.clear();
        assertThat(browser.get("/hub/api/user?_xsrf=" + browser.cookies.get("_xsrf"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hub/api/nothing",
                "/hub/api/authorizations/token/abc",
                "/hub/api/authorizations/cookie/jupyterhub-hub-login/abc",
                "/hub/api/users/a/b/c/d",
                "/hub/api/user/",
                "/hub/api/error",
            })
    void whatIsNotThereIs404InJson(String path) {
        HUB.admin("lost-admin");
        HUB.api("lost-admin").get(path).refused(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "=", "limit=1&=null", "&=&"})
    void aQueryThatCannotBeReadIsRefused(String query) {
        HUB.admin("lost-admin");
        HUB.api("lost-admin").get("/hub/api/groups?" + query).refused(400);
    }

    @Test
    void aFormThatIsBrokenFailsNothing() {
        HUB.user("forms");
        HUB.api("forms")
                .with("Content-Type", "multipart/form-data")
                .get("/hub/api/user")
                .ok(200);
    }

    @Test
    void whatAPathTakesIsToldInOneWay() {
        HUB.admin("lost-admin");
        ApiClient api = HUB.api("lost-admin");
        String path = "/hub/api/users/somebody";
        Answer options = NOBODY.send("OPTIONS", path, null).ok(204);
        assertThat(options.header("Allow")).isEqualTo("DELETE, GET, OPTIONS, PATCH, POST");
        for (String method : new String[] {"QUERY", "HEAD", "LINK"}) {
            Answer refused = api.send(method, path, null);
            assertThat(refused.status()).as(method).isEqualTo(405);
            assertThat(refused.header("Allow")).as(method).isEqualTo("DELETE, GET, OPTIONS, PATCH, POST");
        }
        NOBODY.send("OPTIONS", "/hub/api/no-such-call", null).refused(404);
        assertThat(api.send("HEAD", "/hub/api/no-such-call", null).status()).isEqualTo(404);
    }

    /** As clients of JupyterHub's first versions do it. */
    @Test
    void anOldServiceAsksWhoseTokenItWasShown() {
        String name = SharedHub.name("shown");
        HUB.user(name);
        String token = HUB.token(name);
        ApiClient service = new ApiClient(HUB.port(), SharedHub.BACKSTAGE_TOKEN);
        assertThat(service.get("/hub/api/authorizations/token/" + token)
                        .ok(200)
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo(name);
        service.get("/hub/api/authorizations/token/" + "x".repeat(43)).refused(404);
        NOBODY.get("/hub/api/authorizations/token/" + token).refused(403);
        HUB.user("looks-on");
        JsonNode seen = HUB.api("looks-on")
                .get("/hub/api/authorizations/token/" + token)
                .ok(200)
                .json();
        assertThat(seen.propertyNames()).doesNotContain("admin", "groups", "servers", "last_activity");
    }

    @Test
    void theRoutingTableHoldsTheHubItself() {
        HUB.admin("lost-admin");
        SharedHub.ready("routed");
        ApiClient api = HUB.api("lost-admin");
        JsonNode hub = api.get("/hub/api/proxy").ok(200).json().path("/");
        assertThat(hub.path("target").asString()).isEqualTo("http://127.0.0.1:" + HUB.port());
        assertThat(hub.path("data").path("hub").asBoolean()).isTrue();
        api.with("Accept", "application/jupyterhub-pagination+json");
        JsonNode first = api.get("/hub/api/proxy?limit=1").ok(200).json();
        assertThat(first.path("items").propertyNames()).containsExactly("/");
        JsonNode second = api.get(
                        first.path("_pagination").path("next").path("url").asString())
                .ok(200)
                .json();
        assertThat(second.path("items").size()).isEqualTo(1);
        assertThat(second.path("items").has("/")).isFalse();
    }

    @Test
    void aMethodThatIsNotThereIs405InJson() {
        HUB.admin("lost-admin");
        HUB.api("lost-admin").send("DELETE", "/hub/api/info", null).refused(405);
        HUB.api("lost-admin").send("PROPFIND", "/hub/api/info", null);
        assertThat(HUB.api("lost-admin").send("TRACE", "/hub/api/info", null).status())
                .isGreaterThanOrEqualTo(400)
                .isLessThan(500);
    }
}
