package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Python programs that use the hub: one environment with pinned packages for all runs, created if it does not exist. */
public final class PythonTools {

    private static final Path FOLDER = Path.of(System.getProperty("berth.test.cache", "/var/tmp/berth-test-cache"));
    private static final Path RESOURCES = Project.file("e2e/src/test/resources/python");
    private static final Path LAB =
            Project.file("spawner-local/src/main/resources/dev/berth/spawner/local/requirements.txt");
    private static final String PSYCOPG = "psycopg2-binary==2.9.13";
    private static final long MINUTES = 8;

    private PythonTools() {}

    /** A program's output and exit status; 124 after a timeout. */
    public record Result(int status, String output) {}

    /** Runs a tool of the environment, such as {@code python} or {@code st}; the test is skipped if the environment cannot be created. */
    public static Result run(String tool, Map<String, String> environment, List<String> arguments) {
        List<String> words = new ArrayList<>(
                List.of(environment().resolve("bin").resolve(tool).toString()));
        words.addAll(arguments);
        return run(words, environment);
    }

    /** A tool of the environment that runs until it is stopped, not started yet. */
    public static ProcessBuilder builder(String tool, Map<String, String> environment, List<String> arguments) {
        List<String> words = new ArrayList<>(
                List.of(environment().resolve("bin").resolve(tool).toString()));
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return builder;
    }

    /** A script that belongs to these tests. */
    public static Path script(String name) {
        return RESOURCES.resolve(name);
    }

    /** The interpreter of an environment for servers with this version of JupyterHub and the JupyterLab of all tests. */
    public static synchronized Path withJupyterHub(String version) {
        return withJupyterHub(version, FOLDER.resolve("jupyterhub-" + version), List.of());
    }

    /** The interpreter of an environment for servers with JupyterHub 6.1.1, which also forwards to VS Code. */
    public static synchronized Path withVsCode() {
        Path pins = RESOURCES.resolve("requirements-vscode.txt");
        Path folder = FOLDER.resolve(
                "jupyterhub-vscode-" + Integer.toHexString(read(pins).hashCode()));
        return withJupyterHub("6.1.1", folder, List.of("-r", pins.toString()));
    }

    private static Path withJupyterHub(String version, Path folder, List<String> more) {
        Path python = folder.resolve("bin/python");
        if (Files.exists(folder.resolve("complete"))) {
            return python;
        }
        String base = JupyterCache.python().map(Path::toString).orElse("python3");
        make(List.of(base, "-m", "venv", "--clear", folder.toString()));
        // The pins of JupyterLab have hashes, which pip then wants of everything.
        install(python, List.of("-r", LAB.toString()));
        install(python, List.of("jupyterhub==" + version));
        if (!more.isEmpty()) {
            install(python, more);
        }
        complete(folder);
        return python;
    }

    /** The examples in the source package of this version of JupyterHub, unmodified; everybody can read them. */
    public static synchronized Path examplesOfJupyterHub(String version) {
        Path folder = FOLDER.resolve("jupyterhub-examples-" + version);
        if (!Files.exists(folder.resolve("complete"))) {
            make(List.of(
                    withJupyterHub(version).toString(),
                    script("jupyterhub_examples.py").toString(),
                    version,
                    folder.toString()));
            complete(folder);
        }
        return folder;
    }

    /** The interpreter of an environment with this version of JupyterHub as a hub, for both kinds of its database. */
    public static synchronized Path jupyterHub(String version) {
        Path folder = FOLDER.resolve("jupyterhub-alone-" + version);
        Path python = folder.resolve("bin/python");
        if (Files.exists(folder.resolve("complete"))) {
            return python;
        }
        String base = JupyterCache.python().map(Path::toString).orElse("python3");
        make(List.of(base, "-m", "venv", "--clear", folder.toString()));
        install(python, List.of("jupyterhub==" + version, PSYCOPG));
        complete(folder);
        return python;
    }

    private static synchronized Path environment() {
        String pins = read(RESOURCES.resolve("requirements.txt"));
        Path folder = FOLDER.resolve("python-tools-" + Integer.toHexString(pins.hashCode()));
        if (Files.exists(folder.resolve("complete"))) {
            return folder;
        }
        // Debian's venv does not include pip; the environment for servers, which the spawner created, can create
        // others.
        String python = JupyterCache.python().map(Path::toString).orElse("python3");
        make(List.of(python, "-m", "venv", "--clear", folder.toString()));
        install(
                folder.resolve("bin/python"),
                List.of("-r", RESOURCES.resolve("requirements.txt").toString()));
        complete(folder);
        return folder;
    }

    private static void install(Path python, List<String> what) {
        List<String> words = new ArrayList<>(
                List.of(python.toString(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"));
        words.addAll(what);
        make(words);
    }

    private static void complete(Path folder) {
        try {
            Files.createFile(folder.resolve("complete"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void make(List<String> words) {
        make(words, Map.of());
    }

    static void make(List<String> words, Map<String, String> environment) {
        Result result = run(words, environment);
        if (result.status() != 0) {
            String reason = "the packages of programs that use the API cannot be installed: " + String.join(" ", words)
                    + " ended with " + result.status() + ": " + result.output().strip();
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
    }

    static Result run(List<String> words, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("berth-python-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly().onExit().join();
            }
            String text = Files.readString(output);
            Files.delete(output);
            return new Result(ended ? process.exitValue() : 124, text);
        } catch (IOException failure) {
            return new Result(127, String.valueOf(failure.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
