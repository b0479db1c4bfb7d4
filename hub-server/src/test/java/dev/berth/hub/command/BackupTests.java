package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.hub.HubApplication;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A backup that is created while a hub works, and its restore into another folder. */
class BackupTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void whatWasSavedUnderLoadIsAllThereInAnotherFolder() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        Path file = folder.resolve("berth.backup");
        String token;
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            token = hub.token("ann");
            var _ = hub.startServer("ann", "");
            hub.await("ann", ServerState.READY);
            backupUnderLoad(hub, database, file);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        JsonNode manifest = manifest(file);

        Path other = Files.createTempDirectory("berth-restored-");
        assertThat(run(List.of("restore", file.toString(), "--berth.home=" + other)))
                .as(err.toString())
                .isZero();
        assertRestored(other, manifest, token);
        assertThat(run(List.of("restore", file.toString(), "--into-empty", "--berth.home=" + other)))
                .isEqualTo(1);
        assertThat(err.toString()).contains("users, so it would differ from the backup afterwards");
        assertThatThrownBy(() -> run(List.of("restore", file.toString(), "--berth.home=" + other)))
                .hasMessageContaining("A database already exists");
    }

    private static void assertRestored(Path home, JsonNode manifest, String token) throws Exception {
        try (ConfigurableApplicationContext restored = start(home)) {
            JdbcClient jdbc = restored.getBean(JdbcClient.class);
            for (JsonNode table : manifest.path("tables")) {
                String name = table.path("name").asString("");
                long added = name.equals("audit_events") ? 1 : 0;
                assertThat(count(jdbc, "select count(*) from " + name))
                        .as("rows of " + name)
                        .isEqualTo(table.path("rows").asLong(-1) + added);
            }
            assertOneMoment(jdbc);
            assertThat(jdbc.sql("select stop_code from servers")
                            .query(String.class)
                            .list())
                    .containsExactly("NODE_LOST");
            assertThat(jdbc.sql("select action from audit_events order by id desc limit 1")
                            .query(String.class)
                            .single())
                    .isEqualTo("BACKUP_RESTORED");
            assertThat(get(restored, "/hub/api/user", token).statusCode()).isEqualTo(200);
            assertThat(count(jdbc, "select nextval(pg_get_serial_sequence('users', 'id'))"))
                    .as("no number is given out twice")
                    .isGreaterThan(count(jdbc, "select max(id) from users"));
        }
    }

    @Test
    void aDamagedFileAndOneOfANewerReleaseAreRefused() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        Path file = folder.resolve("berth.backup");
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            var _ = hub.user("ann");
            assertThat(backup(database, file)).isZero();
            assertThat(backup(database, file)).as("never over another file").isEqualTo(1);
            assertThat(err.toString()).contains("already exists");
        }
        assertRefused(
                copy(file, "tables/users.copy", text -> text.replace("ann", "eve")),
                "the checksum of tables/users.copy");
        assertRefused(
                copy(file, "manifest.json", text -> text.replaceAll("\"schema\":\"\\d+\"", "\"schema\":\"999\"")),
                "created by a newer release");
        assertRefused(
                copy(file, "manifest.json", text -> text.replace("\"format\":1", "\"format\":2")),
                "of a newer release");
    }

    /** Writers continue from before the backup until after it. */
    private void backupUnderLoad(HubUnderTest hub, TestDatabase database, Path file) throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger made = new AtomicInteger();
        try (ExecutorService writers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                String prefix = "w" + writer + "-";
                running.add(writers.submit(() -> {
                    for (int i = 0; !enough.get(); i++) {
                        var _ = hub.token(prefix + i);
                        made.incrementAndGet();
                    }
                }));
            }
            Awaitility.await("writers are at work").until(() -> made.get() > 30);
            assertThat(backup(database, file)).as(err.toString()).isZero();
            int after = made.get();
            Awaitility.await("writers still are").until(() -> made.get() > after + 10);
            enough.set(true);
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    /** A user and its event, and a token and its event, are each written in one transaction: the snapshot contains both or neither. */
    private static void assertOneMoment(JdbcClient jdbc) {
        assertThat(count(jdbc, "select count(*) from users where name like 'w%-%'"))
                .isPositive()
                .isEqualTo(count(
                        jdbc,
                        "select count(*) from audit_events where action = 'USER_CREATED' and target_name like 'w%-%'"));
        assertThat(count(jdbc, "select count(*) from api_tokens"))
                .isEqualTo(count(jdbc, "select count(*) from audit_events where action = 'TOKEN_CREATED'"));
    }

    private int backup(TestDatabase database, Path file) {
        List<String> call = new ArrayList<>(List.of("backup", file.toString()));
        database.properties().forEach((key, value) -> call.add("--" + key + "=" + value));
        return run(call);
    }

    private void assertRefused(Path file, String why) throws IOException {
        Path other = Files.createTempDirectory("berth-refused-");
        assertThat(run(List.of("restore", file.toString(), "--berth.home=" + other)))
                .isEqualTo(1);
        assertThat(err.toString()).contains(why);
    }

    private int run(List<String> call) {
        return CommandRuns.status(call, new PrintStream(out, true), new PrintStream(err, true));
    }

    private Path copy(Path file, String changed, java.util.function.UnaryOperator<String> change) throws IOException {
        Path copy = Files.createTempFile(folder, "changed", ".backup");
        try (ZipFile zip = new ZipFile(file.toFile());
                ZipOutputStream target = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                target.putNextEntry(new ZipEntry(entry.getName()));
                String text = new String(bytes, StandardCharsets.UTF_8);
                target.write(
                        entry.getName().equals(changed) ? change.apply(text).getBytes(StandardCharsets.UTF_8) : bytes);
                target.closeEntry();
            }
        }
        return copy;
    }

    private static JsonNode manifest(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return JsonMapper.shared().readTree(zip.getInputStream(zip.getEntry("manifest.json")));
        }
    }

    private static ConfigurableApplicationContext start(Path home) {
        return new SpringApplicationBuilder(HubApplication.class)
                .properties(Map.of(
                        "berth.home", home.toString(),
                        "berth.hub.port", "0",
                        "berth.proxy.embedded", "false",
                        "berth.spawner.type", "memory"))
                .run();
    }

    private static long count(JdbcClient jdbc, String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext hub, String path, String token)
            throws Exception {
        String port = hub.getEnvironment().getRequiredProperty("local.server.port");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "token " + token)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
