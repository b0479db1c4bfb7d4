package dev.berth.hub.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.hub.command.CommandRuns;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New keys while a hub is running: two are accepted at a time, and the old one no longer than announced. */
class KeyRotationTests {

    @Test
    void aFormOfBeforeIsTakenUntilTheOldKeysTimeIsOver() {
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            HubBrowser ann = hub.browser("ann");
            String before = ann.xsrfOn("/hub/logout");
            assertThat(rotate(database, "--overlap=1h")).isZero();
            HubKeys keys = hub.bean(HubKeys.class);
            keys.forget();
            assertThat(keys.valid(HubKeys.XSRF))
                    .as("known, and not signing yet")
                    .hasSize(2);
            assertThat(ann.xsrfOn("/hub/logout")).isEqualTo(before);

            owner(database, "update keys set signs_from = now() where version = 2");
            keys.forget();
            String after = ann.xsrfOn("/hub/logout");
            assertThat(after).isNotEqualTo(before);

            assertThat(stopServer(ann, before)).as("of the old key").isNotEqualTo(403);
            assertThat(stopServer(ann, after)).as("of the new key").isNotEqualTo(403);
            assertThat(stopServer(ann, "x" + after)).isEqualTo(403);

            owner(database, "update keys set valid_until = now() where version = 1");
            keys.forget();
            assertThat(stopServer(ann, before)).as("its time is over").isEqualTo(403);
            assertThat(stopServer(ann, after)).isNotEqualTo(403);
            assertThat(hub.jdbc()
                            .sql("select detail ->> 'keys' from audit_events where action = 'KEYS_ROTATED'")
                            .query(String.class)
                            .single())
                    .isEqualTo("xsrf, proxy secret");
        }
    }

    @Test
    void aProxyWithTheOldSecretIsServedBesideOneWithTheNew() {
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            ProxySecret secret = hub.bean(ProxySecret.class);
            String before = secret.value();
            assertThat(rotate(database, "--overlap=1h")).isZero();
            Awaitility.await("the hub notices the new secret")
                    .until(() -> !secret.value().equals(before));
            assertThat(secret.matches(before)).isTrue();
            assertThat(secret.matches(secret.value())).isTrue();
            assertThat(secret.matches("x" + before)).isFalse();
            assertThat(new HubBrowser(hub.port(), before).get("/hub/login").statusCode())
                    .isEqualTo(200);

            String second = secret.value();
            assertThat(rotate(database, "--overlap=1h")).isZero();
            Awaitility.await("the hub notices the third")
                    .until(() -> !secret.value().equals(second));
            assertThat(secret.matches(second)).isTrue();
            assertThat(secret.matches(before)).as("two at a time, not three").isFalse();
            assertThat(new HubBrowser(hub.port(), before).get("/hub/login").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aProxyThatKnowsTheNewSecretFirstIsServed() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            ProxySecret secret = hub.bean(ProxySecret.class);
            String before = secret.value();
            assertThat(rotate(database, "--overlap=1h")).isZero();
            String after = Files.readString(secret.file()).strip();
            assertThat(secret.matches(after))
                    .as("without waiting for the next look")
                    .isTrue();
            assertThat(secret.matches(before)).isTrue();
        }
    }

    @Test
    void aSecretThatIsGivenIsSomebodyElsesToChange(@TempDir Path folder) throws Exception {
        TestDatabase database = TestDatabase.fresh();
        Path given = Files.writeString(folder.resolve("given"), "a".repeat(40) + "\n");
        String setting = "berth.proxy.secret-file=" + given;
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld(), setting)) {
            ProxySecret secret = hub.bean(ProxySecret.class);
            assertThat(secret.value()).isEqualTo("a".repeat(40));
            assertThat(rotate(database, "--overlap=1h", "--" + setting)).isZero();
            assertThat(given).hasContent("a".repeat(40));
            assertThat(hub.jdbc()
                            .sql("select detail ->> 'keys' from audit_events where action = 'KEYS_ROTATED'")
                            .query(String.class)
                            .single())
                    .doesNotContain("proxy secret");

            Files.writeString(
                    folder.resolve("given.previous"),
                    "a".repeat(40) + "\n" + Instant.now().plusSeconds(3_600));
            Files.writeString(given, "b".repeat(40));
            Awaitility.await("the change is noticed").until(() -> secret.value().equals("b".repeat(40)));
            assertThat(secret.matches("a".repeat(40))).isTrue();
        }
    }

    @Test
    void aSecretFileThatIsNotThereIsNotMade(@TempDir Path folder) {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> HubUnderTest.start(
                        TestDatabase.fresh(), new InMemoryWorld(), "berth.proxy.secret-file=" + missing))
                .hasStackTraceContaining(missing + " (berth.proxy.secret-file) cannot be read");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aRealProxyServesOnAndComesToUseTheNewSecret() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        int port = freePort();
        try (HubUnderTest hub =
                HubUnderTest.start(database, new InMemoryWorld(), "berth.proxy.embedded=true", "berth.port=" + port)) {
            ProxySecret secret = hub.bean(ProxySecret.class);
            String before = secret.value();
            assertThat(rotate(database, "--overlap=1h")).isZero();
            Awaitility.await("the hub notices, and nobody is turned away").until(() -> {
                assertThat(throughProxy(port)).isEqualTo(200);
                return !secret.value().equals(before);
            });
            assertThat(throughProxy(port)).isEqualTo(200);

            Files.writeString(secret.previousFile(), before + "\n" + Instant.EPOCH + "\n");
            Files.setLastModifiedTime(secret.file(), FileTime.from(Instant.EPOCH));
            Awaitility.await("the old one's time is over").until(() -> !secret.matches(before));
            Awaitility.await("the proxy has the new one, without a restart").until(() -> throughProxy(port) == 200);
        }
    }

    private static int throughProxy(int port) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hub/login"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void anOverlapThatNobodyCouldNoticeIsRefused() {
        assertThat(rotate(TestDatabase.fresh(), "--overlap=1s")).isEqualTo(2);
        assertThat(rotate(TestDatabase.fresh(), "--overlap=soon")).isEqualTo(2);
    }

    private static int stopServer(HubBrowser browser, String xsrf) {
        return browser.post("/hub/home/stop/ann", Map.of("_xsrf", xsrf)).statusCode();
    }

    private static void owner(TestDatabase database, String sql) {
        database.asOwner(sql);
    }

    private static int rotate(TestDatabase database, String... options) {
        List<String> call = new ArrayList<>(List.of("rotate-keys"));
        call.addAll(List.of(options));
        database.properties().forEach((key, value) -> call.add("--" + key + "=" + value));
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true);
        return CommandRuns.status(call, out, out);
    }
}
