package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tests what a Python can do for a user without privileges on this machine: a user's UID must be able to read all of it. */
record PythonProbe(long hubUid) {

    private static final long NOBODY = 65_534;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MAX_LINKS = 40;

    private static final String BASE =
            "import sys, venv, ssl, sqlite3; sys.exit(0 if sys.version_info >= (3, 10) else 3)";

    /** Older versions let a shared notebook run scripts in its reader's session (CVE-2026-44727). */
    private static final String JUPYTER = """
            import sys, jupyterlab, jupyter_server, ipykernel
            old = jupyter_server.version_info[:2] < (2, 20) or int(jupyterlab.__version__.split(".")[0]) < 4
            print("jupyterlab", jupyterlab.__version__, "jupyter-server", jupyter_server.__version__)
            sys.exit(4 if old else 0)
            """;

    /** Why this interpreter cannot be the base of an environment, or null. */
    @Nullable String problemAsBase(Path python) throws IOException {
        Command.Result result = asUser(python, BASE);
        if (result.succeeded()) {
            return null;
        }
        return result.status() == 3
                ? python + " is older than 3.10"
                : python + blockedOr(python, " cannot be run by users: " + result.output());
    }

    /** Why this interpreter cannot run servers, or null. */
    @Nullable String problemForServers(Path python) throws IOException {
        Command.Result result = asUser(python, JUPYTER);
        if (result.succeeded()) {
            return null;
        }
        if (result.status() == 4) {
            return python + " has " + result.output() + ". JupyterLab 4 and jupyter-server 2.20 or newer are required";
        }
        boolean lacks = result.output().contains("ModuleNotFoundError");
        return python
                + blockedOr(python, (lacks ? " lacks JupyterLab: " : " cannot run JupyterLab: ") + lastLine(result));
    }

    private Command.Result asUser(Path python, String program) throws IOException {
        List<String> words = List.of(python.toString(), "-c", program);
        return hubUid == 0 ? Command.runAs(NOBODY, LIMIT, words) : Command.run(LIMIT, _ -> {}, words);
    }

    private String blockedOr(Path python, String otherwise) throws IOException {
        if (hubUid != 0) {
            return otherwise;
        }
        Path blocked = firstBlocked(python);
        if (blocked == null) {
            blocked = firstBlocked(libraries(python));
        }
        return blocked == null
                ? otherwise
                : " cannot be run by users: " + blocked
                        + " is not accessible to other users (run chmod o+rx on it, or use another Python)";
    }

    /** The folder of the interpreter's standard library, as the interpreter reports it when run as the hub's user. */
    private static Path libraries(Path python) throws IOException {
        Command.Result result = Command.run(
                LIMIT, _ -> {}, List.of(python.toString(), "-c", "import sys; print(sys.base_prefix + '/lib')"));
        return result.succeeded() && result.output().startsWith("/") ? Path.of(lastLine(result)) : python;
    }

    /** The first folder or file on the path, with links resolved, that a user without privileges cannot pass; null if there is none. */
    static @Nullable Path firstBlocked(Path target) throws IOException {
        return firstBlocked(target, MAX_LINKS);
    }

    private static @Nullable Path firstBlocked(Path target, int links) throws IOException {
        Path way = Path.of("/");
        for (Path part : target.toAbsolutePath().normalize()) {
            way = way.resolve(part);
            if (Files.isSymbolicLink(way) && links > 0) {
                Path pointed = way.resolveSibling(Files.readSymbolicLink(way));
                Path blocked = firstBlocked(pointed, links - 1);
                if (blocked != null) {
                    return blocked;
                }
                way = pointed.normalize();
            } else if (Files.exists(way, LinkOption.NOFOLLOW_LINKS) && !isOpen(way)) {
                return way;
            }
        }
        return null;
    }

    private static boolean isOpen(Path path) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        return permissions.contains(PosixFilePermission.OTHERS_EXECUTE)
                && (Files.isDirectory(path) || permissions.contains(PosixFilePermission.OTHERS_READ));
    }

    private static String lastLine(Command.Result result) {
        return result.output().lines().reduce("no output", (before, line) -> line);
    }
}
