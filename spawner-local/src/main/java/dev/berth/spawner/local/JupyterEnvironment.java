package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the Python with JupyterLab for servers: the configured one, otherwise the environment that Berth created earlier, otherwise a
 * Python on this machine that has JupyterLab, otherwise a newly created environment.
 */
final class JupyterEnvironment {

    /** File locks only work between processes, so threads need a lock as well. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private static final List<String> USUAL_PLACES =
            List.of("/usr/local/bin", "/usr/bin", "/opt/conda/bin", "/opt/venv/bin");
    private static final List<String> NAMES =
            List.of("python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10");

    private final @Nullable Path configured;
    private final Path folder;
    private final PythonProbe probe;
    private final JupyterDefaults defaults;
    private volatile @Nullable Path python;
    private volatile CompletableFuture<Void> background = CompletableFuture.completedFuture(null);
    private volatile String problem = "Berth has not looked for JupyterLab yet. Wait until the hub has started.";

    JupyterEnvironment(Path folder, @Nullable Path configured, long hubUid) {
        this.folder = folder;
        this.configured = configured;
        this.probe = new PythonProbe(hubUid);
        this.defaults = new JupyterDefaults(folder.resolve("config"));
    }

    /** Finds or creates the environment; {@link #problems} reports what went wrong. */
    void prepare(Consumer<String> progress) {
        try {
            Path found = configured == null ? findOrMake(progress) : usable(configured);
            defaults.prepare();
            python = found;
            problem = "";
            progress.accept("Servers run " + python);
        } catch (IOException failure) {
            python = null;
            problem = String.valueOf(failure.getMessage());
            progress.accept("JupyterLab is not available: " + problem);
        }
    }

    /** The same in the background, while the rest of the hub starts; {@link #python} waits for it. */
    void prepareInBackground(Consumer<String> progress) {
        background = CompletableFuture.runAsync(
                () -> prepare(progress),
                task -> Thread.ofVirtual().name("berth-jupyter").start(task));
    }

    void awaitPrepared() {
        background.join();
    }

    @Nullable Path python() {
        awaitPrepared();
        return python;
    }

    /** The folder to add to {@code JUPYTER_CONFIG_PATH}. */
    Path configuration() {
        return defaults.folder();
    }

    List<String> problems() {
        return problem.isEmpty() ? List.of() : List.of(problem);
    }

    private Path usable(Path interpreter) throws IOException {
        if (!interpreter.isAbsolute() || !Files.isExecutable(interpreter)) {
            throw new IOException("berth.spawner.local.python=" + interpreter
                    + " is not the absolute path of a program. Correct it or remove the key");
        }
        String found = probe.problemForServers(interpreter);
        if (found != null) {
            throw new IOException("berth.spawner.local.python: " + found);
        }
        return interpreter;
    }

    private Path findOrMake(Consumer<String> progress) throws IOException {
        String hash = Resources.hash(Resources.text("requirements.txt")).substring(0, 12);
        EnvironmentBuilder own = new EnvironmentBuilder(folder.resolve(hash), probe);
        if (own.isComplete() && probe.problemForServers(own.python()) == null) {
            return own.python();
        }
        List<Path> interpreters = interpreters();
        for (Path interpreter : interpreters) {
            if (probe.problemForServers(interpreter) == null) {
                return interpreter;
            }
        }
        return make(own, interpreters, progress);
    }

    /** One hub creates the environment; others with the same data directory wait for it. */
    private Path make(EnvironmentBuilder own, List<Path> interpreters, Consumer<String> progress) throws IOException {
        Files.createDirectories(folder);
        IN_THIS_PROCESS.lock();
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!own.isComplete() || probe.problemForServers(own.python()) != null) {
                own.build(interpreters, progress);
            }
            return own.python();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /** The usual places that all users can execute come first; the hub's own PATH may begin with a private home directory. */
    private static List<Path> interpreters() {
        Set<Path> found = new LinkedHashSet<>();
        List<String> places = new ArrayList<>(USUAL_PLACES);
        String path = System.getenv("PATH");
        places.addAll(path == null ? List.of() : List.of(path.split(":", -1)));
        for (String place : places) {
            for (String name : NAMES) {
                Path interpreter = Path.of(place, name);
                if (interpreter.isAbsolute() && Files.isExecutable(interpreter)) {
                    found.add(interpreter);
                }
            }
        }
        return List.copyOf(found);
    }
}
