package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Project;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that people have begin with scripts, which decide by the environment what to run. The scripts here decide as those do. */
class StartScriptsIT {

    private static final Path SCRIPTS = Project.file("e2e/src/test/resources/start-scripts");

    private static Installation installation;
    private static Hub hub;
    private static RestClient admin;

    @BeforeAll
    static void prepare() throws IOException {
        // Otherwise the scripts find an account that images do not have.
        Requirement.root();
        installation = new Installation("scripts");
        Path scripts = copied(installation.home().resolve("scripts"));
        installation.profiles(profile("script-611", scripts, "6.1.1", "self", "start.sh, jupyterhub-singleuser", "")
                + profile("script-554", scripts, "5.5.4", "self", "start.sh, jupyterhub-singleuser", "")
                + profile("default", scripts, "6.1.1", "self", "start-notebook.py", "")
                + profile("older", scripts, "5.5.4", "self", "start-notebook.sh, --ip=127.0.0.1", "")
                + profile(
                        "server-app",
                        scripts,
                        "6.1.1",
                        "self",
                        "start-singleuser.py",
                        "jupyter_server.serverapp.ServerApp")
                + profile(
                        "plain",
                        scripts,
                        "6.1.1",
                        "edge",
                        "start-notebook.py, \"--ip={ip}\", \"--port={port}\", \"--ServerApp.base_url={base-path}\"",
                        ""));
        hub = installation.start("hub", Map.of()).awaitReady();
        admin = hub.rest(FormVisitor.firstAdmin(hub).token("admin"));
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    private static Path copied(Path folder) throws IOException {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.toList()) {
                Path copy = Files.copy(file, folder.resolve(file.getFileName()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return folder;
    }

    /** What such an image sets for every server is in the environment. */
    private static String profile(String name, Path scripts, String version, String mode, String command, String app) {
        Path python = PythonTools.withJupyterHub(version).getParent();
        return """
                - name: %s
                  mode: %s
                  command: [%s]
                  environment:
                    PATH: "%s:%s:/usr/local/bin:/usr/bin:/bin"
                    NB_USER: jovyan
                """.formatted(name, mode, command, scripts, python)
                + (app.isEmpty() ? "" : "    JUPYTERHUB_SINGLEUSER_APP: " + app + "\n");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "script-611, jupyterhub-singleuser",
        "script-554, jupyterhub-singleuser",
        "default, jupyterhub-singleuser --ip=0.0.0.0",
        "older, jupyterhub-singleuser --ip=127.0.0.1",
        "server-app, jupyterhub-singleuser --ip=0.0.0.0",
        "plain, jupyter lab --ip=127.0.0.1"
    })
    void theScriptRunsTheServerThatTheProfileIsFor(String profile, String program) throws IOException {
        admin.post("hub/api/users/" + profile, Map.of());
        RestClient owner = hub.rest(admin.post("hub/api/users/" + profile + "/tokens", Map.of())
                .json()
                .path("token")
                .asString());
        assertThat(owner.start(profile, profile)).isEqualTo(202);
        await("the server is ready")
                .atMost(Duration.ofMinutes(2))
                .until(() -> owner.state(profile).equals("ready"));
        RestClient.Answer begun = owner.get("user/" + profile + "/api/contents/started.txt");
        assertThat(begun.status()).as(begun.body()).isEqualTo(200);
        assertThat(begun.json().path("content").asString()).startsWith("start.sh: " + program);
        assertThat(hub.rest("")
                        .get("user/" + profile + "/api/contents/started.txt")
                        .status())
                .isNotEqualTo(200);
    }
}
