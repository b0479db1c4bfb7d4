package dev.berth.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A started kit, one for each base URL and test run. Calls go through its proxy, as those of a test run do. */
final class KitUnderTest {

    static final String SECRET = "the-secret-of-this-test-run";
    static final String ADMIN_TOKEN = "the-token-of-admin";

    private static final Map<String, KitUnderTest> STARTED = new ConcurrentHashMap<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String root;
    private final ConfigurableApplicationContext context;

    private KitUnderTest(String baseUrl) {
        int port = freePort();
        Path home = home();
        root = "http://127.0.0.1:" + port + baseUrl;
        context = Kit.start(
                Map.of(KitSecrets.CONTROL, SECRET, KitSecrets.ADMIN_TOKEN, ADMIN_TOKEN),
                Kit.OPTION,
                "--berth.base-url=" + baseUrl,
                "--berth.port=" + port,
                "--berth.home=" + home,
                "--kit.command=python3,"
                        + Path.of("src/test/resources/server.py").toAbsolutePath() + ",{port}");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(home)));
    }

    /** PostgreSQL must have stopped before its files are deleted. */
    private void end(Path home) {
        context.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException leftBehind) {
            System.err.println("Left behind: " + home + ": " + leftBehind);
        }
    }

    static KitUnderTest at(String baseUrl) {
        return STARTED.computeIfAbsent(baseUrl, KitUnderTest::new);
    }

    static KitUnderTest afterReset(String baseUrl) {
        KitUnderTest kit = at(baseUrl);
        kit.control("POST", "reset").ok(204);
        return kit;
    }

    private static Path home() {
        try {
            return Files.createTempDirectory("berth-kit-test-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Connections of the role that may change what the hub's role may not. */
    DataSource ownerOfTheDatabase() {
        return context.getBean("ownerDataSource", DataSource.class);
    }

    /** A call of the test-control API. */
    Answer control(String method, String path, String... json) {
        return call(SECRET, method, "hub/api/_test/" + path, json);
    }

    /** A token that the test-control API makes. */
    String token(String json) {
        return control("POST", "tokens", json).ok(201).json().path("token").asString("");
    }

    KitBrowser browser() {
        return new KitBrowser(root);
    }

    /** The body of the first response that is not an error. */
    String awaitBody(String path) {
        return Awaitility.await(path)
                .until(() -> call("", "GET", path), answer -> answer.status() == 200)
                .body();
    }

    /** A call of the REST API by admin. */
    Answer admin(String method, String path, String... json) {
        return call(ADMIN_TOKEN, method, "hub/api/" + path, json);
    }

    /** A call below the base URL with a token, or without one if it is empty. */
    Answer call(String token, String method, String path, String... json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(
                        method,
                        json.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json[0]));
        if (!token.isEmpty()) {
            request.header("Authorization", "token " + token);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The response. */
    record Answer(int status, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** The response, which must have this status. */
        Answer ok(int wanted) {
            org.assertj.core.api.Assertions.assertThat(status).as(body).isEqualTo(wanted);
            return this;
        }
    }
}
