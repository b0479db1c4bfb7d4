package dev.berth.hub.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.HubApplication;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.spi.spawn.InMemoryWorld;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Log lines for ELK, of a hub in a separate process: the log belongs to the whole process. */
class EcsLogIT {

    @TempDir
    private Path folder;

    @Test
    void everyLineParsesAndSaysWhichRequestAndWhose() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        String token;
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            token = hub.token("ann");
        }
        Path log = folder.resolve("hub.log");
        Process hub = start(database, log);
        try {
            int port = port(log);
            get(port, "/hub/api/users/ann/server/progress?token=hidden-in-the-query", token);
            JsonNode line = await(log, "/hub/api/users/ann/server/progress");
            assertThat(line.path("@timestamp").asString("")).endsWith("Z");
            assertThat(line.path("log").path("level").asString("")).isEqualTo("DEBUG");
            assertThat(line.path("service").path("name").asString("")).isEqualTo("berth-hub");
            assertThat(field(line, "http.request.id")).matches("[0-9a-f]{16}");
            assertThat(field(line, "user.name")).isEqualTo("ann");
            assertThat(field(line, "berth.server")).isEqualTo("ann/");
            assertThat(Files.readString(log)).doesNotContain(token).doesNotContain("hidden-in-the-query");
        } finally {
            hub.destroy();
            hub.waitFor();
        }
    }

    /** Every line is an object, except the one for the person at the terminal. */
    private static JsonNode await(Path log, String text) {
        return Awaitility.await("a line with " + text)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> lines(log).stream()
                                .map(line -> JsonMapper.shared().readTree(line))
                                .filter(line ->
                                        line.path("message").asString("").contains(text))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
    }

    private static List<String> lines(Path log) throws Exception {
        String text = Files.readString(log);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !line.startsWith("Berth is ready at ") && !line.startsWith("First start: "))
                .toList();
    }

    private static int port(Path log) {
        String line = await(log, "Tomcat started on port ").path("message").asString("");
        Awaitility.await("the hub is ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> Files.readString(log).contains("Berth is ready at "));
        return Integer.parseInt(line.replaceAll("\\D*(\\d+).*", "$1"));
    }

    private static String field(JsonNode line, String name) {
        JsonNode flat = line.path(name);
        JsonNode nested = line;
        for (String part : name.split("\\.")) {
            nested = nested.path(part);
        }
        return flat.isMissingNode() ? nested.asString("") : flat.asString("");
    }

    private static Process start(TestDatabase database, Path log) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                HubApplication.class.getName(),
                "--berth.log.format=ecs",
                "--berth.hub.port=0",
                "--logging.level.dev.berth.hub.monitor=DEBUG"));
        database.properties().forEach((key, value) -> command.add("--" + key + "=" + value));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void get(int port, String path, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "token " + token)
                    .build();
            var _ = client.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }
}
