package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people and programs get while the database is away. */
@Timeout(180)
class OutageTests {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static Path folder;
    private static BerthHome home;
    private static EmbeddedPostgres postgres;
    private static HubUnderTest hub;

    /** To the hub it is an administrator's PostgreSQL, so that only the test starts and stops it. */
    @BeforeAll
    static void start() throws IOException {
        folder = Files.createTempDirectory("berth-ot-");
        home = BerthHome.open(folder.toString());
        postgres = EmbeddedPostgres.open(home, TIMEOUT);
        List<String> settings = new ArrayList<>(List.of(
                "berth.database.url=" + postgres.hub("berth").url(),
                "berth.database.password-file=" + folder.resolve("keys/postgres-hub.password"),
                "berth.database.owner.password-file=" + folder.resolve("keys/postgres-owner.password")));
        hub = HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld(), settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws IOException {
        hub.close();
        postgres.close();
        PostgresBinaries.delete(folder);
    }

    @Test
    void everybodyIsToldAtOnceAndTheLogSaysItOnce() throws Exception {
        hub.admin("boss");
        String token = hub.token("boss", "list:users");
        assertThat(get("/hub/api/users", "Authorization", "token " + token).statusCode())
                .isEqualTo(200);
        try (LogLines lines = new LogLines()) {
            postgres.close();
            await().until(() -> hub.bean(DatabaseWatch.class).away());
            lines.forget();

            HttpResponse<String> page = get("/hub/login", "Accept", "text/html");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(page.body()).contains("The hub cannot reach its database.", "<!DOCTYPE html>");
            assertThat(get("/hub/home", "Accept", "text/html", "Accept-Language", "zh-CN")
                            .body())
                    .contains("Hub 暂时无法连接数据库");
            HttpResponse<String> api = get("/hub/api/users", "Authorization", "token " + token);
            assertThat(api.statusCode()).isEqualTo(503);
            assertThat(api.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(api.body()).contains("\"status\":503", "\"message\":");
            assertThat(get("/hub/health/live", "Accept", "*/*").statusCode()).isEqualTo(200);
            assertThat(get("/hub/health/ready", "Accept", "*/*").statusCode()).isEqualTo(503);
            assertThat(get("/hub/static/berth.css", "Accept", "*/*").statusCode())
                    .isNotEqualTo(503);

            // Loops of the hub that need the database have run by now: hints poll each second, the reconciler more
            // often.
            assertThat(lines.warnings()).isEmpty();
            postgres = EmbeddedPostgres.open(home, TIMEOUT);
            await().until(() ->
                    get("/hub/api/users", "Authorization", "token " + token).statusCode() == 200);
            assertThat(lines.count(Level.INFO, "The database responds again")).isEqualTo(1);
        }
    }

    @Test
    void frozenDatabaseIsNoticedAlthoughItsConnectionsStayOpen() throws Exception {
        List<ProcessHandle> processes = new ArrayList<>(
                ProcessHandle.of(postgres.pid()).orElseThrow().descendants().toList());
        processes.add(ProcessHandle.of(postgres.pid()).orElseThrow());
        signal("STOP", processes);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> hub.bean(DatabaseWatch.class).away());
            assertThat(get("/hub/login", "Accept", "text/html").statusCode()).isEqualTo(503);
        } finally {
            signal("CONT", processes);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/hub/api", "Accept", "*/*").statusCode() == 200);
    }

    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private static HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + path))
                .headers(headers)
                .timeout(Duration.ofSeconds(20))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
