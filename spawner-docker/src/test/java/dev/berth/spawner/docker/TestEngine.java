package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.spawn.TestRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * An installation of its own on the engine that BERTH_TEST_DOCKER names, and a view of it that does not go through the spawner. Closing it
 * removes everything.
 */
final class TestEngine implements AutoCloseable {

    static final String IMAGE = "berth-test/base";

    /** Responds to everything with 404, exits with status 0 on SIGUSR1 or SIGTERM, and with 3 on SIGUSR2. */
    static final List<String> SMALL_SERVER = List.of(
            "sh",
            "-c",
            "trap 'exit 0' USR1 TERM; trap 'exit 3' USR2; echo serving on {port}; httpd -f -p {port} & wait; wait");

    private final Path socket;
    private final Engine engine;
    private final Path folder;
    private final String installation = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final List<AutoCloseable> open = new ArrayList<>();

    private TestEngine(Path socket) {
        this.socket = socket;
        this.engine = new Engine(socket);
        try {
            // Users must be able to pass through to their home directories.
            this.folder = Files.createTempDirectory(Path.of("/var/tmp"), "berth-docker");
            Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Skips the test with a reason if there is no engine. */
    static TestEngine required() {
        String socket = System.getenv("BERTH_TEST_DOCKER");
        if (socket == null) {
            String reason =
                    "no BERTH_TEST_DOCKER: this test needs a Docker engine (bin/docker-engine up prints its socket)";
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        TestEngine engine = new TestEngine(Path.of(java.util.Objects.requireNonNull(socket)));
        org.assertj.core.api.Assertions.assertThat(engine.spawner().preflight()).isEmpty();
        return engine;
    }

    Engine engine() {
        return engine;
    }

    Path folder() {
        return folder;
    }

    Gate gate() {
        Gate gate = new Gate(socket, folder.resolve("gate.sock"));
        open.add(gate);
        return gate;
    }

    DockerSpawner spawner(String... settings) {
        return spawner(socket, settings);
    }

    /** The spawner of a hub that reaches the engine through this socket; settings as in a configuration file. */
    DockerSpawner spawner(Path through, String... settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("socket", through.toString());
        values.put("installation", installation);
        values.put("image", IMAGE);
        values.put("memory", "64MB");
        values.put("folder", folder.toString());
        values.put("subnet", subnet());
        for (String line : settings) {
            int equals = line.indexOf('=');
            values.put(line.substring(0, equals), line.substring(equals + 1));
        }
        Map<String, String> keys = new LinkedHashMap<>();
        values.forEach((key, value) -> keys.put("berth.spawner.docker." + key, value));
        DockerSpawner spawner = DockerSpawner.open(
                new Binder(new MapConfigurationPropertySource(keys))
                        .bindOrCreate("berth.spawner.docker", Bindable.of(DockerSpawnerProperties.class)),
                0);
        open.add(spawner);
        return spawner;
    }

    /** A network for each installation of a test, so that several can exist at once. */
    private String subnet() {
        int number = Integer.parseInt(installation.substring(1, 4), 16);
        return "172.30." + (number / 16) + "." + (number % 16 * 16) + "/28";
    }

    static StartRequest request(ServerRef ref) {
        return TestRequests.of(ref, SMALL_SERVER);
    }

    /** The containers of a server, as the engine describes them. */
    List<JsonNode> containers(String runtimeName) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each : engine.get("/containers/json?all=1&" + new Names(installation).filter(runtimeName))) {
            found.add(engine.get("/containers/" + each.path("Id").asString() + "/json"));
        }
        return found;
    }

    long running(String runtimeName) {
        return containers(runtimeName).stream()
                .filter(each -> each.path("State").path("Running").asBoolean())
                .count();
    }

    void signal(String runtimeName, String signal) {
        containers(runtimeName).stream()
                .filter(each -> each.path("State").path("Running").asBoolean())
                .forEach(each ->
                        engine.post("/containers/" + each.path("Id").asString() + "/kill?signal=" + signal, null));
    }

    @Override
    public void close() {
        try {
            String all = new Names(installation).filter();
            for (JsonNode each : engine.get("/containers/json?all=1&" + all)) {
                engine.delete("/containers/" + each.path("Id").asString() + "?force=1&v=1");
            }
            for (JsonNode each : engine.get("/volumes?" + all).path("Volumes")) {
                engine.delete("/volumes/" + each.path("Name").asString());
            }
            engine.delete("/networks/berth-" + installation);
            for (AutoCloseable each : open) {
                each.close();
            }
            engine.close();
            org.springframework.util.FileSystemUtils.deleteRecursively(folder);
        } catch (Exception failure) {
            throw new IllegalStateException("What the test made could not be removed", failure);
        }
    }
}
