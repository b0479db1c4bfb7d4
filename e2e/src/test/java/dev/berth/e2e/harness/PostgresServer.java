package dev.berth.e2e.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL that other programs can use over TCP. The installation ends it.
 *
 * @param port on loopback
 */
public record PostgresServer(HubProcess process, int port) {

    public static final String USER = "jupyterhub";
    public static final String PASSWORD = "for-this-test-only";
    public static final String DATABASE = "postgres";

    /** An account without rights, because PostgreSQL does not run as root. */
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    /** Starts one with the binaries that a hub of the installation unpacked. */
    public static PostgresServer start(Installation installation) throws IOException {
        return start(installation, unpacked(installation.home()));
    }

    /** Starts one with the binaries in this folder, the parent of {@code bin}. */
    public static PostgresServer start(Installation installation, Path unpacked) throws IOException {
        Path folder = Files.createDirectory(installation.home().resolve("other-postgres"));
        Path binaries = folder.resolve("binaries");
        require("cp", "-r", unpacked.toString(), binaries.toString());
        Path word = Files.writeString(folder.resolve("word"), PASSWORD);
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        if (OperatingSystem.isRoot()) {
            require("chown", "-R", "65534:65534", folder.toString());
        }
        require(words(
                binaries.resolve("bin/initdb"),
                "-D",
                data.toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + word,
                "--no-sync"));
        int port = OperatingSystem.freePort();
        ProcessBuilder builder = new ProcessBuilder(words(
                binaries.resolve("bin/postgres"),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        HubProcess process = installation
                .run("other-postgres", builder.directory(folder.toFile()))
                .awaitLine("database system is ready to accept connections");
        return new PostgresServer(process, port);
    }

    private static Path unpacked(Path home) throws IOException {
        try (Stream<Path> found = Files.find(home, 5, (path, file) -> path.endsWith("bin/initdb"))) {
            return found.findFirst().orElseThrow().getParent().getParent();
        }
    }

    private static String[] words(Path program, String... arguments) {
        List<String> words = new ArrayList<>(OperatingSystem.isRoot() ? AS_NOBODY : List.of());
        words.add(program.toString());
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    private static void require(String... words) {
        int status = OperatingSystem.run(words);
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", words) + " ended with " + status);
        }
    }
}
