package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.route.DecisionRequest.CredentialType;
import dev.berth.spi.route.EntryRequest;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.spawn.InMemoryWorld;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How a session reaches a user's own host: with a code that can be used once, soon, on that host and in one browser. */
class HostEntriesTests {

    private static final String STATE = "a".repeat(64);
    private static HubUnderTest hub;
    private static TestProxy proxy;
    private static String host;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                new InMemoryWorld(),
                "berth.hosts.per-user=true",
                "berth.hosts.domain=hub.localhost",
                "berth.routing.acknowledge-timeout=200ms");
        proxy = new TestProxy(hub, "hosts");
        hub.user("ann");
        hub.user("eve");
        hub.api("ann").post("/hub/api/users/ann/server").ok(201);
        hub.await("ann", ServerState.READY);
        host = hub.user("ann").runtimeHome();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aCodeIsGoodOnceAndItsSessionEndsWithTheOneItComesFrom() {
        HubBrowser browser = hub.browser("ann");
        String code = code(browser);
        HttpResponse<String> entry = redeem(code, STATE, host);
        assertThat(entry.statusCode()).isEqualTo(200);
        String credential =
                JsonMapper.shared().readTree(entry.body()).path("credential").asString();
        assertThat(credential).isNotEqualTo(browser.cookies.get("jupyterhub-hub-login"));
        assertThat(proxy.decide(credential, CredentialType.SESSION, "/user/ann/")
                        .allowed())
                .isTrue();
        assertThat(redeem(code, STATE, host).statusCode()).isEqualTo(403);
        browser.post("/hub/logout", Map.of("_xsrf", browser.cookies.get("_xsrf")));
        assertThat(proxy.decide(credential, CredentialType.SESSION, "/user/ann/")
                        .allowed())
                .isFalse();
    }

    @Test
    void anotherBrowserOrHostOrALaterTimeSpoilsACode() {
        HubBrowser browser = hub.browser("ann");
        for (String[] wrong : new String[][] {{"b".repeat(64), host}, {STATE, "eve"}, {"", host}}) {
            String code = code(browser);
            assertThat(redeem(code, wrong[0], wrong[1]).statusCode()).isEqualTo(403);
            assertThat(redeem(code, STATE, host).statusCode()).as("used up").isEqualTo(403);
        }
        String late = code(browser);
        hub.jdbc()
                .sql("update host_entries set expires_at = now() - interval '1 second'")
                .update();
        assertThat(redeem(late, STATE, host).statusCode()).isEqualTo(403);
        assertThat(redeem("never issued", STATE, host).statusCode()).isEqualTo(403);
    }

    @Test
    void aCodeOfASessionThatHasEndedIsNoGood() {
        HubBrowser browser = hub.browser("ann");
        String code = code(browser);
        browser.post("/hub/logout", Map.of("_xsrf", browser.cookies.get("_xsrf")));
        assertThat(redeem(code, STATE, host).statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyEntersAHostWhereNothingIsForThem() {
        for (String path :
                new String[] {enter(host, STATE), enter("no-such-host", STATE), enter("", STATE), enter("..", STATE)}) {
            assertThat(hub.browser("eve").get(path).statusCode()).isEqualTo(404);
        }
        assertThat(hub.browser("ann").get(enter(host, "short")).statusCode()).isEqualTo(404);
        assertThat(hub.browser("ann").get("/hub/enter?host=" + host).statusCode())
                .isEqualTo(400);
    }

    private static String enter(String to, String state) {
        return "/hub/enter?host=" + to + "&state=" + state + "&next=%2Fuser%2Fann%2Flab%3Fa%3Db%26c";
    }

    private static String code(HubBrowser browser) {
        HttpResponse<String> answer = browser.get(enter(host, STATE));
        assertThat(answer.statusCode()).isEqualTo(302);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .startsWith("http://" + host + ".hub.localhost:8000/_berth/enter?code=")
                .endsWith("&next=%2Fuser%2Fann%2Flab%3Fa%3Db%26c");
        return location.replaceAll(".*code=([^&]+)&.*", "$1");
    }

    private static HttpResponse<String> redeem(String code, String state, String to) {
        return proxy.post(HubPaths.ENTER, new EntryRequest(CredentialHash.sha256(code), state, to));
    }
}
