package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.route.Route;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A hub that sets the routes of configurable-http-proxy. */
class ChpLoopTests {

    private static final String TOKEN = "a-token-of-chp";
    private static final String HUB_URL = "http://127.0.0.1:8081";
    private static final InMemoryWorld WORLD = new InMemoryWorld();

    @TempDir
    private static Path folder;

    private static FakeChp chp;
    private static HubUnderTest hub;

    @BeforeAll
    static void start() throws IOException {
        chp = new FakeChp(TOKEN);
        Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                WORLD,
                "berth.standard-profile.mode=self",
                "berth.public-url=http://127.0.0.1:8000/",
                "berth.proxy.type=chp",
                "berth.chp.api-url=" + chp.address(),
                "berth.chp.hub-url=" + HUB_URL,
                "berth.chp.token-file=" + token,
                "berth.chp.addresses=127.0.0.1/32",
                "berth.chp.check-interval=1s");
    }

    @AfterAll
    static void end() {
        hub.close();
        chp.close();
    }

    private static void ready(String name) {
        hub.user(name);
        hub.startServer(name, "");
        await("launched").until(() -> WORLD.launches(hub.ref(name)) == 1);
        WORLD.makeReady(hub.ref(name));
        hub.await(name, ServerState.READY);
    }

    @Test
    void aServerThatIsReadyHasARouteAndLosesItWhenItStops() {
        ready("zo\u00eb q");
        await("the route").until(() -> !chp.target("/user/zo\u00eb q").isEmpty());
        assertThat(chp.target("/user/zo\u00eb q")).startsWith("http://127.0.0.1:");
        hub.stopServer("zo\u00eb q");
        await("no route").until(() -> !chp.routes.containsKey("/user/zo\u00eb q"));
    }

    /** Without it, people would be sent to a server whose page the proxy does not know yet. */
    @Test
    void whatWaitsForProxiesWaitsForThisOne() {
        ready("ben");
        assertThat(hub.bean(RoutesInForce.class).await()).isTrue();
        assertThat(chp.target("/user/ben")).isNotEmpty();
        assertThat(hub.bean(ProxyDirectory.class).all())
                .anyMatch(proxy -> proxy.name().equals(ChpLoop.NAME) && proxy.connected());
    }

    @Test
    void theProxyGetsAllRoutesAgainAfterItHasForgottenThem() {
        ready("cara");
        await("the route").until(() -> !chp.target("/user/cara").isEmpty());
        chp.routes.clear();
        await("all routes")
                .until(() -> chp.target("/").equals(HUB_URL)
                        && !chp.target("/user/cara").isEmpty());
    }

    @Test
    void routesThatLeadElsewhereAreCorrectedAndThoseOfOthersStay() {
        ready("dan");
        await("the route").until(() -> !chp.target("/user/dan").isEmpty());
        String right = chp.target("/user/dan");
        chp.routes.put(
                "/user/dan",
                JsonMapper.shared().valueToTree(Map.of("target", "http://127.0.0.1:1", "jupyterhub", true)));
        chp.routes.put(
                "/user/gone",
                JsonMapper.shared().valueToTree(Map.of("target", "http://127.0.0.1:1", "jupyterhub", true)));
        chp.routes.put("/wiki", JsonMapper.shared().valueToTree(Map.of("target", "http://127.0.0.1:2")));
        await("the right routes")
                .until(() -> chp.target("/user/dan").equals(right) && !chp.routes.containsKey("/user/gone"));
        assertThat(chp.target("/wiki")).isEqualTo("http://127.0.0.1:2");
    }

    @Test
    void aRouteToAProgramThatChecksNobodyOrToAForeignAddressIsNotSet() {
        hub.bean(RouteTable.class)
                .putService("edge", new Route("/services/edge/", null, "127.0.0.1", 9, Route.Mode.EDGE, null, 0));
        hub.bean(RouteTable.class)
                .putService("far", new Route("/services/far/", null, "192.0.2.1", 9, Route.Mode.SELF, null, 0));
        assertThat(hub.bean(RoutesInForce.class).await()).isTrue();
        assertThat(chp.routes).doesNotContainKeys("/services/edge", "/services/far");
    }

    @Test
    void pagesComeThroughTheProxyWhichIsKnownByItsAddress() throws IOException {
        HubBrowser browser = new HubBrowser(hub.port(), null);
        assertThat(browser.get("/hub/login").statusCode()).isEqualTo(200);
        for (String internal : List.of("/internal/proxy/feed", "/internal/proxy/prove", "/%69nternal/proxy/prove")) {
            assertThat(browser.send("POST", internal, "application/json", "{}").statusCode())
                    .as(internal)
                    .isEqualTo(404);
        }
        assertThat(statusFrom("127.0.0.1")).contains(" 200 ");
        assertThat(statusFrom("127.0.0.2")).contains(" 403 ");
    }

    /** The status line of the response to a request from this address. */
    private static String statusFrom(String address) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), hub.port(), InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /hub/login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
