package dev.berth.e2e.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A data directory with everything that runs on it: hubs, proxies, a database, servers. Closing it stops them and removes the folder.
 *
 * <p>The path is short, because it contains sockets, and other users can pass through it to their home directories.
 */
public final class Installation implements AutoCloseable {

    private final Slot slot = Slot.take();
    private final Path home;
    private final Path logs;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<HubProcess> processes = Collections.synchronizedList(new ArrayList<>());
    private final Thread interrupted = new Thread(this::end);
    private String profiles = "";

    public Installation(String name) {
        try {
            home = Files.createTempDirectory(Path.of("/var/tmp"), "berth-" + name + "-");
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
            logs = Files.createDirectories(
                    Path.of("target", "logs", home.getFileName().toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Runtime.getRuntime().addShutdownHook(interrupted);
        JupyterCache.python().ifPresent(python -> set("berth.spawner.local.python", python.toString()));
        set("berth.spawner.local.ports.first", Integer.toString(slot.firstPort()));
        set("berth.spawner.local.ports.last", Integer.toString(slot.lastPort()));
        // Tests check what happens during a start. RestClientsIT uses the default wait.
        set("berth.servers.start-patience", "0s");
        set("berth.users.uid-from", Integer.toString(slot.firstUid()));
        set("berth.users.uid-to", Integer.toString(slot.lastUid()));
        // Most tests begin at the home page, before any server runs.
        set("berth.default-url", "/hub/home");
    }

    public Path home() {
        return home;
    }

    /** A key of the configuration file that all hubs of this installation read. */
    public Installation set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** The YAML text below {@code berth.profiles}. */
    public Installation profiles(String yaml) {
        profiles = yaml;
        return this;
    }

    /** Starts a hub without waiting for it. */
    public Hub start(String name, Map<String, String> environment, String... arguments) {
        int port = OperatingSystem.freePort();
        return start(name, port, OperatingSystem.freePort(), environment, arguments);
    }

    /** The same with the given ports, for a hub that is started again. */
    public Hub start(String name, int port, int internalPort, Map<String, String> environment, String... arguments) {
        List<String> words = new ArrayList<>(List.of(Project.file("bin/berth").toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("BERTH_HOME", home.toString());
        builder.environment().put("BERTH_PORT", Integer.toString(port));
        builder.environment().put("BERTH_HUB_PORT", Integer.toString(internalPort));
        builder.environment().put("BERTH_CONFIG", configuration().toString());
        builder.environment().put("BERTH_HEAP", "512m");
        // These hubs live for seconds: compiling with the second compiler would not pay off.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        return new Hub(this, run(name, builder), port, internalPort);
    }

    /** Starts another process that belongs to this installation. */
    public HubProcess run(String name, ProcessBuilder builder) {
        HubProcess process = new HubProcess(name, builder, logs.resolve(name + "-" + processes.size() + ".log"));
        processes.add(process);
        return process;
    }

    private Path configuration() {
        StringBuilder yaml = new StringBuilder();
        settings.forEach(
                (key, value) -> yaml.append(key).append(": \"").append(value).append("\"\n"));
        if (!profiles.isEmpty()) {
            yaml.append("berth.profiles:\n").append(profiles);
        }
        try {
            return Files.writeString(home.resolve("e2e.yaml"), yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The node id that servers of this installation carry in their environment. */
    public String nodeId() {
        try {
            return Files.readString(home.resolve("run/local/node.id")).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public List<OperatingSystem.ServerProcess> servers() {
        return OperatingSystem.servers(nodeId());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(interrupted);
        end();
    }

    /** Also runs when the tests are aborted, so that nothing is left on the machine. */
    private void end() {
        List.copyOf(processes).reversed().forEach(HubProcess::close);
        if (Files.exists(home.resolve("run/local/node.id"))) {
            OperatingSystem.processes(nodeId()).forEach(process -> OperatingSystem.signal("KILL", process.pid()));
        }
        stopDatabase();
        // Supervisors may still be writing their last files into the folder.
        await("all of " + home + " is removed").atMost(Duration.ofSeconds(30)).until(this::removed);
        slot.close();
    }

    private boolean removed() {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            return false;
        }
        return !Files.exists(home);
    }

    /** A hub that was killed leaves its database running, as intended. */
    private void stopDatabase() {
        Path file = home.resolve("postgres/data/postmaster.pid");
        if (Files.exists(file)) {
            try {
                long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
                OperatingSystem.signal("QUIT", pid);
                ProcessHandle.of(pid).ifPresent(database -> database.onExit().join());
            } catch (IOException gone) {
                System.out.println("No database to stop: " + gone.getMessage());
            }
        }
    }
}
