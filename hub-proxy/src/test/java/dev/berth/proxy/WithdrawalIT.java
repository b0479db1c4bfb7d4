package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.proxy.table.SnapshotFile;
import dev.berth.spi.route.Decision;
import dev.berth.spi.route.Route;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Withdrawals take effect immediately, everywhere, in the order in which the hub sent them. */
class WithdrawalIT {

    private House house;

    @BeforeEach
    void open() {
        house = House.furnished();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aWithdrawnSessionIsDeniedAndItsWebSocketsAreClosed() throws Exception {
        try (Terminal one = Terminal.ofAnn(house);
                Terminal two = Terminal.ofAnn(house)) {
            assertThat(one.echo("x")).isEqualTo("x");
            house.hub.withdraw("ann-session");
            house.settle();
            // Acknowledged means done: this only waits for the bytes to arrive.
            assertThat(one.closeCode()).isEqualTo(1008);
            assertThat(two.closeCode()).isEqualTo(1008);
        }
        assertThat(status("ann-session")).isEqualTo(403);
        await().until(() -> house.ann.sockets.isEmpty() && house.proxy().openConnections() == 0);
    }

    @Test
    void aWithdrawnSessionGetsNoGrantAfterwards() {
        house.hub.withdraw("ann-session");
        house.hub.grant("ann-session", "/user/ann/");
        house.settle();
        assertThat(status("ann-session")).isEqualTo(403);
    }

    @Test
    void aRevokedGrantIsGoneForItsCredentialOnly() throws Exception {
        house.hub.grant("bob-session", "/user/ann/");
        house.settle();
        try (Terminal ann = Terminal.ofAnn(house);
                Terminal bob = Terminal.open(house, "/user/ann/t", "Cookie", House.cookie("bob-session"))) {
            house.hub.revoke("/user/ann/", "bob-session");
            house.settle();
            assertThat(bob.closeCode()).isEqualTo(1008);
            assertThat(ann.echo("still here")).isEqualTo("still here");
            assertThat(status("bob-session")).isEqualTo(403);
            house.hub.revoke("/user/ann/", null);
            assertThat(ann.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void aRemovedRouteClosesWhatIsOpenOnIt() throws Exception {
        try (Terminal ann = Terminal.ofAnn(house)) {
            house.hub.remove("/user/ann/");
            assertThat(ann.closeCode()).isEqualTo(1008);
        }
        house.settle();
        assertThat(house.get("/user/ann/x", "Cookie", House.cookie("ann-session"))
                        .body())
                .startsWith("hub GET");
    }

    @Test
    void aServerThatIsElsewhereNowKeepsNoOldConnections() throws Exception {
        try (Terminal ann = Terminal.ofAnn(house)) {
            house.hub.put(house.bob.route("/user/ann/", Route.Mode.EDGE, "next", 2));
            assertThat(ann.closeCode()).isEqualTo(1008);
        }
        assertThat(house.get("/user/ann/x", "Cookie", House.cookie("ann-session"))
                        .body())
                .startsWith("bob GET");
    }

    @Test
    void aGrantEndsByItself() throws Exception {
        house.hub.grant("short", "/user/ann/", house.clock.instant().plus(Duration.ofHours(1)));
        house.settle();
        try (Terminal ann = Terminal.open(house, "/user/ann/t", "Cookie", House.cookie("short"))) {
            assertThat(ann.echo("x")).isEqualTo("x");
            house.clock.skip(Duration.ofMinutes(61));
            assertThat(ann.closeCode()).isEqualTo(1008);
        }
        assertThat(status("short")).isEqualTo(403);
    }

    @Test
    void aStreamOfAWithdrawnSessionIsCut() {
        try (RawSocket socket = new RawSocket(house.port())) {
            socket.send(
                    "GET /user/ann/stream HTTP/1.1\r\nHost: a\r\nCookie: " + House.cookie("ann-session") + "\r\n\r\n");
            assertThat(socket.until("first\n")).contains("200");
            house.hub.withdraw("ann-session");
            socket.rest();
        }
    }

    @Test
    void aYesOvertakenByAWithdrawalIsNoYes() {
        house.hub.decide = question -> {
            synchronized (house.hub) {
                long seq = house.hub.grant("late", "/user/ann/");
                house.hub.withdraw("late");
                return new Decision(true, seq);
            }
        };
        // 503 if grant and withdrawal arrive separately: the grant was in force for a moment, and its end cut off the
        // request.
        assertThat(status("late")).isIn(403, 503);
    }

    @Test
    void aYesWaitsForTheFeed() {
        house.hub.decide = question -> new Decision(true, house.hub.grant("new", "/user/ann/"));
        assertThat(status("new")).isEqualTo(200);
        assertThat(status("new")).isEqualTo(200);
        assertThat(house.hub.decisions).hasValue(1);
    }

    @Test
    void aYesGivenWhileTheTablesAreReplacedIsAYes() {
        house.hub.decide = question -> {
            house.hub.feed = "feed-2";
            house.hub.put(house.ann.route("/user/ann/"));
            await().until(() -> "feed-2".equals(house.hub.requests.getLast().feed()));
            return new Decision(true, house.hub.grant("new", "/user/ann/"));
        };
        assertThat(status("new")).isEqualTo(200);
    }

    @Test
    void aYesGivenWhileTheServerMovesGetsAnAnswer() {
        house.hub.decide = question -> {
            house.hub.put(house.bob.route("/user/ann/", Route.Mode.EDGE, "next", 2));
            house.settle();
            return new Decision(true, house.hub.grant("new", "/user/ann/"));
        };
        assertThat(status("new")).isEqualTo(503);
        assertThat(status("new")).isEqualTo(200);
    }

    @Test
    void aYesWithoutItsGrantOnTheFeedIsNoYes() {
        house.hub.decide = question -> new Decision(true, 0);
        assertThat(status("claimed")).isEqualTo(403);
    }

    @Test
    void aFloodOfOneBadTokenIsOneQuestion() {
        for (int i = 0; i < 20; i++) {
            assertThat(house.get("/user/ann/x", "Authorization", "token guess").statusCode())
                    .isEqualTo(403);
        }
        assertThat(house.hub.decisions.get()).isBetween(1, 3);
    }

    @Test
    void onTheRouteOfAServiceTheEndOfASessionClosesWebSockets() throws Exception {
        house.hub.put(house.bob.route("/services/x/", Route.Mode.SELF, null, 1));
        house.settle();
        String body = house.get("/services/x/y", "Cookie", House.cookie("s") + "; a=1", "Authorization", "token t")
                .body();
        assertThat(body).startsWith("bob GET").contains("authorization: token t\n", "cookie: a=1\n");
        try (Terminal open = Terminal.open(house, "/services/x/w", "Cookie", House.cookie("s"))) {
            house.hub.withdraw("s");
            assertThat(open.closeCode()).isEqualTo(1008);
        }
        house.settle();
        // The visitor is not signed in now, and the service decides about visitors.
        assertThat(house.get("/services/x/y", "Cookie", House.cookie("s")).body())
                .startsWith("bob GET");
        house.hub.withdraw("t");
        house.settle();
        assertThat(house.get("/services/x/y", "Authorization", "token t").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aWithdrawalIsOnDiskBeforeItIsAcknowledged() {
        long seq = house.hub.withdraw("ann-session");
        house.settle();
        var onDisk = new SnapshotFile(house.snapshot(), JsonMapper.builder().build()).read();
        assertThat(onDisk.applied()).isGreaterThanOrEqualTo(seq);
        assertThat(onDisk.tables().withdrawals())
                .anyMatch(each -> each.credential().equals(FakeHub.sha256("ann-session")));
        assertThat(onDisk.lastContact()).isAfter(Instant.EPOCH);
    }

    @Test
    void anUpgradeNeedsAGrantAndTheSameOrigin() {
        assertThatThrownBy(() -> Terminal.open(house, "/user/ann/t")).isInstanceOf(WebSocketHandshakeException.class);
        String upgrade =
                "GET /user/ann/t HTTP/1.1\r\nHost: hub.example:8000\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: "
                        + House.cookie("ann-session") + "\r\n";
        assertThat(upgradeStatus(upgrade + "Origin: http://hub.example:8000\r\n"))
                .isEqualTo(101);
        assertThat(upgradeStatus(upgrade)).isEqualTo(101);
        for (String origin : new String[] {
            "http://evil.example",
            "http://hub.example",
            "https://hub.example:8000",
            "http://hub.example:8001",
            "null",
            "http://hub.example:8000.evil",
            "http://evil.hub.example:8000",
            "http://hub.example:8000/"
        }) {
            assertThat(upgradeStatus(upgrade + "Origin: " + origin + "\r\n"))
                    .as(origin)
                    .isEqualTo(403);
        }
        assertThat(house.ann.upgrades.getFirst())
                .contains("host: hub.example:8000\n", "authorization: token server-token\n")
                .doesNotContain("ann-session");
    }

    private int upgradeStatus(String request) {
        try (RawSocket socket = new RawSocket(house.port())) {
            return RawSocket.status(socket.send(request + "\r\n").head());
        }
    }

    private int status(String session) {
        return house.get("/user/ann/x", "Cookie", House.cookie(session)).statusCode();
    }
}
