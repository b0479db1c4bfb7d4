package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loss of the hub, and its return. */
class CutOffIT {

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
    void knownGrantsAreHonouredForTheGraceAndNothingElseIs() throws Exception {
        house.hub.down();
        assertThat(session("ann-session")).isEqualTo(200);
        assertThat(session("unknown")).isEqualTo(503);
        var page = house.get("/hub/home", "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("The hub is not responding");
        assertThat(page.headers().firstValue("retry-after")).isPresent();
        try (Terminal terminal = Terminal.ofAnn(house)) {
            house.clock.skip(Duration.ofMinutes(61));
            await().until(() -> session("ann-session") == 503);
            assertThat(terminal.closeCode()).isEqualTo(1008);
        }
        house.hub.up();
        await().atMost(Duration.ofSeconds(20)).until(() -> session("ann-session") == 200);
    }

    @Test
    void aSessionWithdrawnMeanwhileIsNotHonouredAfterTheReturn() {
        house.hub.down();
        assertThat(session("ann-session")).isEqualTo(200);
        house.hub.withdraw("ann-session");
        house.hub.up();
        house.settle();
        assertThat(session("ann-session")).isEqualTo(403);
    }

    @Test
    void aProxyRestartsWithoutAHub() throws Exception {
        house.hub.withdraw("gone");
        house.settle();
        house.stopProxy();
        house.hub.down();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(house.snapshot())))
                .isEqualTo("rw-------");
        house.start();
        assertThat(session("ann-session")).isEqualTo(200);
        assertThat(session("gone"))
                .as("the hub's word, as for anyone who may not pass")
                .isEqualTo(503);
        assertThat(house.get("/_berth/health").statusCode()).isEqualTo(200);
        house.clock.skip(Duration.ofMinutes(61));
        assertThat(session("ann-session")).isEqualTo(503);
    }

    @Test
    void aRestartedProxyGoesOnWhereItWas() {
        house.settle();
        house.stopProxy();
        int snapshots = house.hub.snapshots.get();
        house.hub.withdraw("ann-session");
        house.start();
        assertThat(session("ann-session")).isEqualTo(403);
        assertThat(house.hub.snapshots).hasValue(snapshots);
    }

    @Test
    void anotherFeedReplacesEverything() throws Exception {
        try (Terminal terminal = Terminal.ofAnn(house)) {
            house.hub.freeze();
            house.hub.revoke("/user/ann/", "ann-session");
            house.hub.feed = "feed-2";
            house.hub.down();
            house.hub.up();
            assertThat(terminal.closeCode()).isEqualTo(1008);
        }
        assertThat(session("ann-session")).isEqualTo(403);
    }

    @Test
    void theNextHubTakesOver() {
        try (FakeHub other = new FakeHub()) {
            house.stopProxy();
            other.put(house.ann.route("/user/ann/"));
            other.put(house.bob.route("/user/bob/"));
            other.grant("ann-session", "/user/ann/");
            other.feed = "feed-1";
            house.hubs.add(other.url());
            house.start();
            house.hub.down();
            assertThat(house.get("/hub/home").body()).startsWith("hub GET /hub/home");
            other.withdraw("ann-session");
            await().atMost(Duration.ofSeconds(20)).until(() -> session("ann-session") == 403);
        }
    }

    @Test
    void aHubThatIsLeavingIsLeftBeforeItIsGone() {
        try (FakeHub other = new FakeHub()) {
            house.stopProxy();
            house.hubs.add(other.url());
            house.start();
            house.hub.leaving = true;
            var last = house.get("/hub/home");
            assertThat(last.statusCode()).isEqualTo(200);
            assertThat(last.headers().firstValue("x-berth-leaving"))
                    .as("the visitor's is no matter of it")
                    .isEmpty();
            assertThat(house.hub.pages).hasValue(1);
            assertThat(house.get("/hub/home").statusCode()).isEqualTo(200);
            assertThat(other.pages).hasValue(1);
            assertThat(house.hub.pages).hasValue(1);
        }
    }

    @Test
    void aBrokenSnapshotIsNoReasonNotToStart() throws Exception {
        house.stopProxy();
        Files.writeString(house.snapshot(), "{\"version\":1,\"feed\":");
        house.start();
        assertThat(session("ann-session")).isEqualTo(200);
    }

    private int session(String value) {
        return house.get("/user/ann/x", "Cookie", House.cookie(value)).statusCode();
    }
}
