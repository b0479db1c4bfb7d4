package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.route.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as activity, and what only looks like it. */
class ActivityIT {

    private House house;

    @BeforeEach
    void open() {
        house = House.furnished();
        house.hub.grant("token", "/user/bob/");
        house.settle();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void pollingAndPingsAreNoUseButWorkIs() throws Exception {
        // The other route shows that a report has arrived: everything that happened earlier on ann's route would be in
        // it.
        try (Terminal terminal = Terminal.ofAnn(house)) {
            house.get("/user/ann/api/status", "Cookie", House.cookie("ann-session"), "Sec-Fetch-Mode", "cors");
            house.send(
                    "PUT",
                    "/user/ann/lab/api/workspaces/default?1",
                    BodyPublishers.ofString("{}"),
                    "Cookie",
                    House.cookie("ann-session"));
            house.send(
                    "POST",
                    "/user/ann/git/my%2Frepo/status",
                    BodyPublishers.ofString("{}"),
                    "Cookie",
                    House.cookie("ann-session"));
            for (String named : List.of("/user/ann/quiet/poll", "/user/ann/quiet-too")) {
                house.send("POST", named, BodyPublishers.noBody(), "Cookie", House.cookie("ann-session"));
            }
            terminal.ping();
            markAndAwaitReport();
            assertThat(house.hub.used("/user/ann/")).isNull();
            terminal.echo("ls");
            awaitUsed("/user/ann/");
            assertThat(house.hub.used("/user/ann/").endpoint()).isEqualTo("WebSocket /terminals/…");
        }
    }

    @Test
    void navigationsAndUnsafeMethodsAreUse() {
        house.get("/user/ann/lab", "Cookie", House.cookie("ann-session"), "Sec-Fetch-Mode", "navigate");
        awaitUsed("/user/ann/");
        assertThat(house.hub.used("/user/ann/").generation()).isEqualTo(1);
        assertThat(house.hub.used("/user/ann/").endpoint()).isEqualTo("GET /lab");
    }

    @Test
    void whoIsDeniedUsesNothing() {
        house.hub.put(house.ann.route("/user/cho/", Route.Mode.SELF, null, 1));
        house.settle();
        var _ = house.send("POST", "/user/cho/y", BodyPublishers.noBody(), "Cookie", House.cookie("gone"));
        markAndAwaitReport();
        assertThat(house.hub.used("/user/cho/")).isNull();
    }

    @Test
    void noUseOfAServiceCounts() {
        house.hub.put(house.ann.route("/services/x/", Route.Mode.SELF, null, 0));
        house.settle();
        assertThat(house.send("POST", "/services/x/y", BodyPublishers.noBody()).body())
                .startsWith("ann POST");
        markAndAwaitReport();
        assertThat(house.hub.used("/services/x/")).isNull();
    }

    @Test
    void anUploadIsUseUntilItsEnd() {
        try (RawSocket socket = new RawSocket(house.port())) {
            socket.send("PUT /user/ann/x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nCookie: "
                    + House.cookie("ann-session") + "\r\n\r\na");
            awaitUsed("/user/ann/");
            markAndAwaitReport();
            house.hub.forgetUses();
            assertThat(RawSocket.status(socket.send("b").head())).isEqualTo(200);
            awaitUsed("/user/ann/");
        }
    }

    @Test
    void aWrongClockOfTheProxysMakesNobodyIdle() {
        house.clock.skip(Duration.ofHours(-2));
        house.get("/user/ann/lab", "Cookie", House.cookie("ann-session"), "Sec-Fetch-Mode", "navigate");
        house.clock.skip(Duration.ofHours(4));
        awaitUsed("/user/ann/");
        assertThat(house.hub.used("/user/ann/").ageMillis()).isBetween(0L, 60_000L);
    }

    @Test
    void whatCouldNotBeToldIsToldLater() {
        house.hub.refuseActivity = true;
        markAndAwait(() -> house.hub.refusals.get() > 0);
        house.hub.refuseActivity = false;
        awaitUsed("/user/bob/");
    }

    private void markAndAwaitReport() {
        markAndAwait(() -> house.hub.used("/user/bob/") != null);
    }

    private void markAndAwait(java.util.concurrent.Callable<Boolean> seen) {
        house.send("POST", "/user/bob/x", BodyPublishers.noBody(), "Authorization", "token token");
        await().atMost(Duration.ofSeconds(15)).until(seen);
    }

    private void awaitUsed(String path) {
        await().atMost(Duration.ofSeconds(15)).until(() -> house.hub.used(path) != null);
    }
}
