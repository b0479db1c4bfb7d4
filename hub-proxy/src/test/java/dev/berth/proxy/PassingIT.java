package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which requests pass, and what arrives at the server. */
class PassingIT {

    private static House house;

    @BeforeAll
    static void open() {
        house = House.furnished();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aSessionWithAGrantReachesItsServer() {
        var answer = house.get("/user/ann/api/status?x=1%2F2", "Cookie", House.cookie("ann-session"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("ann GET /user/ann/api/status?x=1%2F2\n");
        assertThat(answer.body()).contains("authorization: token server-token\n");
    }

    @Test
    void aSessionWithoutAGrantDoesNot() {
        var answer = house.get("/user/bob/api", "Cookie", House.cookie("ann-session"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).as("the hub's answer").startsWith("hub GET /user/bob/api\n");
    }

    @Test
    void nobodyIsDenied() {
        assertThat(house.get("/user/ann/api").statusCode()).isEqualTo(403);
    }

    @Test
    void aDeniedNavigationIsShownByTheHub() {
        var answer = house.get("/user/ann/lab?a=b", "Sec-Fetch-Mode", "navigate");
        assertThat(answer.body()).startsWith("hub GET /user/ann/lab?a=b\n");
    }

    @Test
    void aStrangerCannotTellWhetherAServerIsRunning() {
        for (String[] headers : new String[][] {
            {},
            {"Sec-Fetch-Mode", "navigate"},
            {"Cookie", House.cookie("no-session")},
            {"Authorization", "token no-token"},
            {"Origin", "http://evil.example"}
        }) {
            var running = house.get("/user/bob/lab", headers);
            var not = house.get("/user/zoe/lab", headers);
            assertThat(running.statusCode()).isEqualTo(not.statusCode());
            assertThat(running.body().replace("bob", "zoe")).isEqualTo(not.body());
            assertThat(withoutDate(running)).isEqualTo(withoutDate(not));
        }
    }

    @Test
    void noStrangerCanTellItByAWebSocketOrWhileTheHubIsAwayEither() {
        assertThat(handshake("bob")).isEqualTo(handshake("zoe"));
        house.hub.down();
        assertThat(handshake("bob")).isEqualTo(handshake("zoe")).startsWith("HTTP/1.1 503 ");
        house.hub.up();
    }

    private String handshake(String user) {
        try (RawSocket socket = new RawSocket(house.port())) {
            return socket.send("GET /user/" + user + "/t HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n"
                            + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nOrigin: http://evil.example\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .head()
                    .replaceAll("(?i)\r\ndate: [^\r]*", "");
        }
    }

    private static Map<String, List<String>> withoutDate(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    @Test
    void whatHasNoRouteIsTheHubs() {
        var answer = house.get("/hub/home", "Cookie", House.cookie("ann-session"));
        assertThat(answer.body())
                .startsWith("hub GET /hub/home\n")
                .contains("x-berth-hop: " + FakeHub.SECRET, "cookie: " + House.cookie("ann-session"));
        assertThat(answer.headers().allValues("set-cookie")).containsExactly("berth_session=from-hub; Path=/");
    }

    @Test
    void bodiesArrive() {
        var body = HttpRequest.BodyPublishers.ofByteArray(new byte[3_000_000]);
        var answer = house.send("PUT", "/user/ann/api/contents/x", body, "Cookie", House.cookie("ann-session"));
        assertThat(answer.body()).contains("body: 3000000\n");
    }

    @Test
    void webSocketsPass() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Cookie", House.cookie("ann-session"))
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + house.port() + "/user/ann/api/kernels/1/channels"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                answer.complete(text.toString());
                                return null;
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        socket.sendText("hello", true);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
        socket.abort();
    }

    @Test
    void healthIsTheProxysOwn() {
        var answer = house.get("/_berth/health");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"OK\"}");
    }
}
