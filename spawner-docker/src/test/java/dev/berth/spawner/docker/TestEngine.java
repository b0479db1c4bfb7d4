package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.spawn.TestRequests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * A separate installation on the engine that BERTH_TEST_DOCKER names, and a view of it that does not go through the spawner. Closing it
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
        return engine;
    }

    Engine engine() {
        return engine;
    }

    Path folder() {
        return folder;
    }

    Names names() {
        return new Names(installation);
    }

    /** The container that a hub of this installation would create, with everything that it mounts. */
    Map<String, Object> model(ServerRef ref) {
        DockerSpawnerProperties settings = settings(socket);
        ServerFolders folders = new ServerFolders(settings, 0);
        try {
            folders.prepare(request(ref));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new ContainerModel(settings, names(), folders).of(request(ref), List.of());
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
        return add(DockerSpawner.open(settings(through, settings), 0));
    }

    /** A spawner that continues the starts of others after a moment. */
    DockerSpawner hastySpawner() {
        return add(DockerSpawner.open(settings(socket), 0, Duration.ofMillis(300)));
    }

    private DockerSpawner add(DockerSpawner spawner) {
        open.add(spawner);
        return spawner;
    }

    private DockerSpawnerProperties settings(Path through, String... settings) {
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
        return new Binder(new MapConfigurationPropertySource(keys))
                .bindOrCreate("berth.spawner.docker", Bindable.of(DockerSpawnerProperties.class));
    }

    /** A network for each installation of a test, so that several can exist at once. */
    private String subnet() {
        int number = Integer.parseInt(installation.substring(1, 4), 16);
        return "172.30." + (number / 16) + "." + (number % 16 * 16) + "/28";
    }

    static StartRequest request(ServerRef ref) {
        return TestRequests.of(ref, SMALL_SERVER);
    }

    static StartRequest withHome(StartRequest request, String home) {
        return of(request, request.owner(), home);
    }

    /** For another person, with their own home directory. */
    static StartRequest withOwner(StartRequest request, Owner owner) {
        return of(request, owner, owner.name());
    }

    private static StartRequest of(StartRequest request, Owner owner, String home) {
        return new StartRequest(
                request.ref(),
                owner,
                request.serverName(),
                home,
                request.basePath(),
                request.image(),
                request.command(),
                request.environment(),
                request.token(),
                request.limits());
    }

    /** Whether bin/docker-engine has started it, so that a test can kill it. */
    boolean isOfProgram() {
        return Files.exists(socket.resolveSibling("pid"));
    }

    /** Runs a program in a server's container, as its user, and returns its output and its errors. */
    String exec(String runtimeName, String... words) {
        List<String> command = new ArrayList<>(
                List.of("exec", containers(runtimeName).getFirst().path("Id").asString()));
        command.addAll(List.of(words));
        return docker(command.toArray(String[]::new));
    }

    /** Runs the engine's command line, as an administrator does. */
    String docker(String... words) {
        List<String> command = new ArrayList<>(List.of("docker", "--host=unix://" + socket));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The containers of a server, as the engine describes them. */
    List<JsonNode> containers(String runtimeName) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each : engine.get("/containers/json?all=1&" + names().filter(runtimeName))) {
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

    /** Removes all containers and records. */
    void removeAll() {
        String all = names().filter();
        for (JsonNode each : engine.get("/containers/json?all=1&" + all)) {
            engine.delete("/containers/" + each.path("Id").asString() + "?force=1&v=1");
        }
        for (JsonNode each : engine.get("/volumes?" + all).path("Volumes")) {
            engine.delete("/volumes/" + each.path("Name").asString());
        }
    }

    @Override
    public void close() {
        try {
            removeAll();
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
