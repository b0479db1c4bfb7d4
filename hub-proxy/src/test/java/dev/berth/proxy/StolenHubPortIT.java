package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.proxy.Front.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user of the machine binds the hub's port while no hub is there. */
class StolenHubPortIT {

    @TempDir
    Path folder;

    @BeforeEach
    void twoAccounts() throws IOException {
        OtherAccount.required();
    }

    @ParameterizedTest
    @EnumSource
    void whoTakesThePortOfAHubThatIsGoneGetsNeitherTheSecretNorASession(Deployment deployment) throws Exception {
        try (FakeHub hub = new FakeHub();
                Front front = Front.start(deployment, hub, folder)) {
            Awaitility.await("the hub's page is there")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> page(front).contains("hub GET /hub/home"));
            hub.down();
            try (OtherAccount stranger =
                    OtherAccount.answering(OtherAccount.STRANGER, hub.url().getPort(), "a hub, trust me")) {
                assertNothingIsSent(front, stranger);
            }
            hub.up();
            Awaitility.await("the hub is back")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> page(front).contains("hub GET /hub/home"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "STAND_ALONE")
    void whoWasThereBeforeTheFirstHubGetsNothingEither(Deployment deployment) throws Exception {
        try (FakeHub hub = new FakeHub()) {
            hub.down();
            try (OtherAccount stranger = OtherAccount.answering(
                            OtherAccount.STRANGER, hub.url().getPort(), "a hub, trust me");
                    Front front = Front.start(deployment, hub, folder)) {
                assertNothingIsSent(front, stranger);
            }
        }
    }

    private static void assertNothingIsSent(Front front, OtherAccount stranger) {
        Awaitility.await("the proxy has asked for a proof often enough")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    assertThat(page(front)).doesNotContain("trust me");
                    return stranger.received().split("POST ", -1).length > 5;
                });
        assertThat(stranger.received().lines())
                .allMatch(
                        line -> line.toLowerCase(java.util.Locale.ROOT)
                                .matches(
                                        "received (post /internal/proxy/prove http/1.1|host: .*|content-length: .*"
                                                + "|content-type: application/json|\\{\"nonce\":\"[0-9a-f]{64}\",\"ip\":\"127.0.0.1\",\"port\":[0-9]+}|)"));
    }

    private static String page(Front front) {
        try (RawSocket socket = new RawSocket(front.port())) {
            return socket.send("GET /hub/home HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: "
                            + House.cookie("ann-session") + "\r\n\r\n")
                    .rest();
        } catch (UncheckedIOException notYet) {
            return "";
        }
    }
}
