package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Creates a Python environment with JupyterLab that every user can read and execute.
 *
 * <p>An environment contains its own path in many files, so it is created in its final place. The file {@code complete} is written last; a
 * folder without it was left by a build that was killed, and is created again.
 */
record EnvironmentBuilder(Path folder, PythonProbe probe) {

    private static final String COMPLETE = "complete";
    private static final Duration LIMIT = Duration.ofMinutes(30);

    boolean isComplete() {
        return Files.exists(folder.resolve(COMPLETE));
    }

    Path python() {
        return folder.resolve("bin/python");
    }

    /**
     * Creates the environment.
     *
     * @param bases interpreters to try, the most suitable first
     * @throws IOException with a sentence that says what is missing and how to install it
     */
    void build(List<Path> bases, Consumer<String> progress) throws IOException {
        Path base = base(bases);
        // The hub's StartProgress shows this line, and those of pip, to the person who waits for the start.
        progress.accept("Creating a Python environment with JupyterLab in " + folder + ", using " + base);
        deleteAll(folder);
        readable(folder);
        must(Command.run(LIMIT, _ -> {}, List.of(base.toString(), "-m", "venv", "--without-pip", folder.toString())));
        List<String> pip = pip(base, bases);
        Path requirements = folder.resolve("requirements.txt");
        Files.writeString(requirements, Resources.text("requirements.txt"));
        List<String> words = new ArrayList<>(pip);
        words.addAll(List.of(
                "install",
                "--disable-pip-version-check",
                "--no-input",
                "--progress-bar=off",
                "--require-hashes",
                // Installs wheels only: this needs no compiler, and no code of a package runs as the hub.
                "--only-binary=:all:",
                "-r",
                requirements.toString()));
        must(Command.run(LIMIT, line -> tell(line, progress), words));
        String problem = probe.problemForServers(python());
        if (problem != null) {
            throw new IOException(problem);
        }
        Files.writeString(folder.resolve(COMPLETE), "created with " + base + "\n");
        progress.accept("JupyterLab is ready in " + folder);
    }

    private Path base(List<Path> bases) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path base : bases) {
            String problem = probe.problemAsBase(base);
            if (problem == null) {
                return base;
            }
            problems.add(problem);
        }
        throw new IOException(
                "No Python 3.10 or newer that every user can run was found. Run apt install python3 python3-venv,"
                        + " or set berth.spawner.local.python to its path. "
                        + (problems.isEmpty()
                                ? "No Python of any version was found."
                                : "Tried: " + String.join("; ", problems)));
    }

    /**
     * Debian's python3 does not include ensurepip and often not pip; the pip of another interpreter can install into the environment as
     * well.
     */
    private List<String> pip(Path base, List<Path> others) throws IOException {
        Command.Result own =
                Command.run(LIMIT, _ -> {}, List.of(python().toString(), "-m", "ensurepip", "--default-pip"));
        if (own.succeeded()) {
            return List.of(python().toString(), "-m", "pip");
        }
        List<Path> candidates = new ArrayList<>(List.of(base));
        candidates.addAll(others);
        for (Path candidate : candidates) {
            List<String> pip = List.of(candidate.toString(), "-m", "pip", "--python", python().toString());
            List<String> version = new ArrayList<>(pip);
            version.add("--version");
            if (Command.run(LIMIT, _ -> {}, version).succeeded()) {
                return pip;
            }
        }
        throw new IOException(
                "No Python on this machine has pip 22.3 or newer, or ensurepip. Run apt install python3-venv (or python3-pip)");
    }

    private static void tell(String line, Consumer<String> progress) {
        if (line.startsWith("Collecting ") || line.startsWith("Installing ") || line.startsWith("Successfully ")) {
            progress.accept(line);
        }
    }

    private static void must(Command.Result result) throws IOException {
        if (!result.succeeded()) {
            throw new IOException(
                    "Creating the Python environment failed (status " + result.status() + "): " + result.output());
        }
    }

    private static void readable(Path folder) throws IOException {
        for (Path each : List.of(folder.getParent(), folder)) {
            Files.createDirectories(each);
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
