package dev.berth.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stand-alone proxy: its probes, metrics, log, and shutdown. */
class StandAloneIT {

    @TempDir
    Path folder;

    @Test
    void itSaysHowItIsToThoseWhoMayKnow() throws Exception {
        int port = freePort();
        int admin = freePort();
        try (FakeHub hub = new FakeHub();
                Backend ann = new Backend("ann")) {
            hub.put(ann.route("/user/ann/"));
            hub.grant("ann-session", "/user/ann/");
            Process proxy = start(hub, port, admin);
            try {
                Awaitility.await("the proxy is ready")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> status(admin, "/health/ready", null) == 200);
                assertThat(status(admin, "/health/live", null)).isEqualTo(200);
                assertThat(status(admin, "/metrics", null)).isEqualTo(403);
                assertThat(status(admin, "/metrics", "wrong")).isEqualTo(403);
                assertThat(get(port, "/user/ann/api", null, House.cookie("ann-session"))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(get(admin, "/metrics", "let-me-read", null).body())
                        .contains("berth_proxy_routes 1.0")
                        .contains("berth_proxy_hub_connected 1.0")
                        .contains("berth_proxy_requests_seconds_count{status=\"2xx\",target=\"server\"} 1")
                        .contains("berth_proxy_decisions_total{outcome=\"pass\",source=\"known\"} 1.0")
                        .contains("berth_proxy_bytes_total{direction=\"from_server\"} ")
                        .contains("jvm_memory_used_bytes");
                leaves(proxy, port, admin);
            } finally {
                proxy.destroyForcibly();
            }
        }
        for (String line : Files.readAllLines(folder.resolve("log"))) {
            JsonNode parsed = JsonMapper.shared().readTree(line);
            assertThat(parsed.path("service.name").asString("")).isEqualTo("berth-proxy");
            assertThat(parsed.path("message").asString("")).isNotEmpty();
        }
        assertThat(Files.readString(folder.resolve("log"))).doesNotContain(FakeHub.SECRET, "let-me-read");
    }

    private static void leaves(Process proxy, int port, int admin) throws Exception {
        proxy.destroy();
        Awaitility.await("readiness is taken back")
                .atMost(Duration.ofSeconds(3))
                .until(() -> status(admin, "/health/ready", null) == 503);
        assertThat(get(port, "/_berth/health", null, null).statusCode()).isEqualTo(503);
        assertThat(get(port, "/user/ann/api", null, House.cookie("ann-session")).statusCode())
                .as("it serves on")
                .isEqualTo(200);
        assertThat(proxy.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private Process start(FakeHub hub, int port, int admin) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), FakeHub.SECRET);
        Path token = Files.writeString(folder.resolve("token"), "let-me-read\n");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                ProxyMain.class.getName()));
        builder.environment().put("BERTH_PROXY_HUBS", hub.url().toString());
        builder.environment().put("BERTH_PROXY_SECRET_FILE", secret.toString());
        builder.environment()
                .put("BERTH_PROXY_SNAPSHOT", folder.resolve("snapshot.json").toString());
        builder.environment().put("BERTH_PORT", Integer.toString(port));
        builder.environment().put("BERTH_PROXY_ADMIN_PORT", Integer.toString(admin));
        builder.environment().put("BERTH_PROXY_METRICS_TOKEN_FILE", token.toString());
        builder.environment().put("BERTH_SHUTDOWN_DRAIN", "4s");
        builder.environment().put("BERTH_LOG_FORMAT", "ecs");
        return builder.redirectOutput(folder.resolve("log").toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private static int status(int port, String path, String token) {
        try {
            return get(port, path, token, null).statusCode();
        } catch (IOException notYet) {
            return -1;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpResponse<String> get(int port, String path, String token, String cookie)
            throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (cookie != null) {
                request.header("Cookie", cookie);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
