package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.JupyterHub;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.PostgresServer;
import dev.berth.e2e.harness.Project;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An administrator moves from a real JupyterHub: what it wrote into its database is used with Berth afterwards. */
class ImportIT {

    private record Run(int status, String output) {}

    /** Values of tokens that JupyterHub issued. */
    private record OldTokens(String full, String direct, String narrow, String revoked) {}

    @ParameterizedTest(name = "JupyterHub {0}, SQLite")
    @ValueSource(strings = {"6.1.1", "5.5.4", "4.1.6"})
    void peopleAndTheirTokensMoveFromSqlite(String version) throws Exception {
        try (Installation installation = installation();
                Hub hub = installation.start("hub", Map.of()).awaitReady()) {
            Path file = installation.home().resolve("jupyterhub.sqlite");
            OldTokens tokens = fill(installation, version, "sqlite:///" + file);
            byte[] before = Files.readAllBytes(file);
            moves(installation, hub, "sqlite:///" + file, tokens);
            assertThat(Files.readAllBytes(file)).as("JupyterHub's database").isEqualTo(before);
        }
    }

    @Test
    void peopleAndTheirTokensMoveFromPostgreSql() throws Exception {
        try (Installation installation = installation();
                Hub hub = installation.start("hub", Map.of()).awaitReady()) {
            PostgresServer postgres = PostgresServer.start(installation);
            String place = "@127.0.0.1:" + postgres.port() + "/" + PostgresServer.DATABASE;
            String url = "postgresql+psycopg2://" + PostgresServer.USER + ":" + PostgresServer.PASSWORD + place;
            OldTokens tokens = fill(installation, "5.5.4", url);
            moves(installation, hub, "postgresql+psycopg2://" + PostgresServer.USER + place, tokens);
        }
    }

    private static Installation installation() {
        Installation installation = new Installation("import").set("berth.servers.named-limit", "3");
        LightServer.offer(installation);
        return installation;
    }

    /** What people did with JupyterHub before the move. */
    private static OldTokens fill(Installation installation, String version, String database) throws IOException {
        try (JupyterHub old = JupyterHub.start(installation, PythonTools.jupyterHub(version), database)) {
            RestClient rest = old.rest();
            made(rest.post("hub/api/users", Map.of("usernames", List.of("bob", "cem@example.org"))));
            made(rest.post("hub/api/groups/course/users", Map.of("users", List.of("bob"))));
            made(rest.send("PUT", "hub/api/groups/course/properties", "{\"room\": \"12\"}"));
            // A start creates the row of a named server; it fails here, because there is no proxy.
            var _ = rest.post("hub/api/users/ann/servers/gpu", Map.of("color", "red"));
            if (!version.startsWith("4.")) {
                made(rest.post("hub/api/shares/ann/gpu", Map.of("user", "bob")));
            }
            return new OldTokens(
                    token(rest, Map.of("note", "full")),
                    token(rest, Map.of("note", "direct")),
                    token(rest, Map.of("note", "narrow", "scopes", List.of("read:users!user=ann"))),
                    token(rest, Map.of("note", "revoked")));
        }
    }

    private static void made(RestClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    private static String token(RestClient rest, Map<String, Object> wish) throws IOException {
        return rest.post("hub/api/users/ann/tokens", wish).json().path("token").asString();
    }

    private static void moves(Installation installation, Hub hub, String source, OldTokens tokens) throws Exception {
        RestClient admin = hub.rest(FormVisitor.firstAdmin(hub).token("admin"));
        Run preview = berth(installation, source);
        assertThat(preview.status()).as(preview.output()).isZero();
        assertThat(preview.output())
                .containsPattern("users +4 +4 +0 +0")
                .containsPattern("API tokens +4 +4 +0 +0")
                .contains("- name: graders", "groups: [course]")
                .contains("This was a preview");
        assertThat(admin.get("hub/api/users/ann").status()).isEqualTo(404);

        Run done = berth(installation, source, "--apply");
        assertThat(done.status()).as(done.output()).isZero();
        assertThat(admin.get("hub/api/users/boss").json().path("admin").asBoolean())
                .isTrue();
        assertThat(admin.get("hub/api/groups/course").json().path("users"))
                .as("members")
                .hasToString("[\"ann\",\"bob\"]");
        assertThat(admin.get("hub/api/users/ann?include_stopped_servers=1").body())
                .contains("\"full_name\":\"ann/gpu\"");
        boolean shared = done.output().matches("(?s).*shares +1 +1 +0 +0.*");
        assertThat(admin.get("hub/api/shares/ann/gpu").body().contains("\"bob\""))
                .isEqualTo(shared);
        assertThat(shared || done.output().matches("(?s).*shares +0 +0 +0 +0.*"))
                .isTrue();
        oldTokensWork(hub, admin, tokens);
        assertThat(berth(installation, source, "--apply").output())
                .containsPattern("users +4 +0 +4 +0")
                .containsPattern("API tokens +4 +0 +4 +0");
        assertThat(hub.rest(tokens.revoked()).get("hub/api/user").status()).isEqualTo(403);
    }

    private static void oldTokensWork(Hub hub, RestClient admin, OldTokens tokens) throws IOException {
        String list = admin.get("hub/api/users/ann/tokens").body();
        assertThat(list).contains("\"full\"", "\"narrow\"", "\"revoked\"");
        for (var each : admin.get("hub/api/users/ann/tokens").json().path("api_tokens")) {
            if (each.path("note").asString().equals("revoked")) {
                assertThat(admin.delete("hub/api/users/ann/tokens/"
                                        + each.path("id").asString())
                                .status())
                        .isEqualTo(204);
            }
        }
        assertThat(hub.rest(tokens.revoked()).get("hub/api/user").status()).isEqualTo(403);
        RestClient full = hub.rest(tokens.full());
        assertThat(full.get("hub/api/user").json().path("name").asString()).isEqualTo("ann");
        assertThat(full.post("hub/api/users/ann/servers/gpu", Map.of()).status())
                .isIn(201, 202);
        await("the server of ann is ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> full.get("hub/api/users/ann").body().contains("\"ready\":true"));
        await("the proxy has its route")
                .atMost(Duration.ofSeconds(30))
                .until(() -> full.get("user/ann/gpu/").status() == 200);
        RestClient direct = hub.rest(tokens.direct());
        assertThat(direct.get("user/ann/gpu/").status())
                .as("its first use, at a server")
                .isEqualTo(503);
        await("the next one succeeds")
                .atMost(Duration.ofSeconds(30))
                .until(() -> direct.get("user/ann/gpu/").status() == 200);
        RestClient narrow = hub.rest(tokens.narrow());
        assertThat(narrow.get("hub/api/users/ann").status()).isEqualTo(200);
        assertThat(narrow.get("hub/api/users/bob").status()).isEqualTo(404);
        assertThat(narrow.get("user/ann/gpu/").status()).isEqualTo(403);
    }

    private static Run berth(Installation installation, String source, String... options) throws Exception {
        Path output = Files.createTempFile("berth-import", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Project.file("bin/berth").toString(), "import", "jupyterhub", source)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.command().addAll(List.of(options));
        builder.environment().put("BERTH_HOME", installation.home().toString());
        builder.environment()
                .put("BERTH_CONFIG", installation.home().resolve("e2e.yaml").toString());
        builder.environment().put("BERTH_HEAP", "512m");
        builder.environment().put("PGPASSWORD", PostgresServer.PASSWORD);
        Process process = builder.start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output);
        Files.delete(output);
        return new Run(process.exitValue(), text);
    }
}
