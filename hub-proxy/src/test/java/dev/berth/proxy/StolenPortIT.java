package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.proxy.Front.Deployment;
import dev.berth.spi.route.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another user of the machine binds the port of a server that has ended by itself. */
class StolenPortIT {

    private static final String SESSION = "Cookie: " + House.cookie("ann-session") + "\r\n";

    @TempDir
    Path folder;

    @BeforeEach
    void twoAccounts() throws IOException {
        OtherAccount.required();
    }

    @ParameterizedTest
    @EnumSource
    void aStrangerOnThePortOfAServerThatHasEndedIsSentNothing(Deployment deployment) throws Exception {
        try (FakeHub hub = new FakeHub();
                OtherAccount ann = OtherAccount.answering(OtherAccount.ANN, 0, "this is ann");
                Front front = front(deployment, hub, route(ann.port()))) {
            Awaitility.await("ann's server answers")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> get(front, "").endsWith("this is ann"));
            ann.close();
            // Without a hub nobody takes the route away.
            hub.down();
            try (OtherAccount stranger =
                    OtherAccount.answering(OtherAccount.STRANGER, ann.port(), "this is the stranger")) {
                for (int i = 0; i < 30; i++) {
                    assertThat(get(front, "")).startsWith("HTTP/1.1 502 ").doesNotContain("stranger");
                    assertThat(webSocket(front)).startsWith("HTTP/1.1 502 ");
                }
                assertThat(stranger.received()).isEmpty();
            }
            try (OtherAccount again = OtherAccount.answering(OtherAccount.ANN, ann.port(), "ann again")) {
                assertThat(get(front, "")).endsWith("ann again");
                assertThat(again.received()).contains("GET /user/ann/x");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStrangerWhoDoesNotEvenAcceptIsSentNothing(Deployment deployment) throws Exception {
        try (FakeHub hub = new FakeHub();
                OtherAccount stranger = OtherAccount.listening(OtherAccount.STRANGER, 0);
                Front front = front(deployment, hub, route(stranger.port()))) {
            Awaitility.await("the proxy knows the route")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> get(front, "").startsWith("HTTP/1.1 502 "));
        }
    }

    private Front front(Deployment deployment, FakeHub hub, Route route) throws IOException {
        hub.put(route);
        hub.grant("ann-session", route.path());
        return Front.start(deployment, hub, folder);
    }

    private static Route route(int port) {
        return new Route("/user/ann/", null, "127.0.0.1", port, Route.Mode.EDGE, "server-token", 1, OtherAccount.ANN);
    }

    private static String webSocket(Front front) {
        return get(
                front,
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    }

    /** The whole answer. */
    private static String get(Front front, String headers) {
        String close = headers.contains("Connection:") ? "" : "Connection: close\r\n";
        try (RawSocket socket = new RawSocket(front.port())) {
            socket.send("GET /user/ann/x HTTP/1.1\r\nHost: a\r\n" + SESSION + close + headers + "\r\n");
            return close.isEmpty() ? socket.head() : socket.rest();
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }
}
