package dev.berth.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A {@link PortProgram} under another account of this machine, started with setpriv(1). */
final class OtherAccount implements AutoCloseable {

    static final long ANN = 23_001;
    static final long STRANGER = 23_002;

    private final Process process;
    private final Path output;

    private OtherAccount(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Says why, and skips the test, where this account cannot start processes of another one. */
    static void required() throws IOException {
        Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        boolean possible = own.equals(0) && Files.isExecutable(Path.of("/usr/bin/setpriv"));
        if (!possible) {
            System.out.println("Skipped: this test needs two accounts, so root and setpriv.");
        }
        Assumptions.assumeTrue(possible, "needs root and setpriv");
    }

    /** Returns when the program listens. */
    static OtherAccount answering(long uid, int port, String name) {
        return start(uid, port, name, "accepts");
    }

    /** The same, but it never accepts a connection. */
    static OtherAccount listening(long uid, int port) {
        return start(uid, port, "nobody", "queues");
    }

    private static OtherAccount start(long uid, int port, String name, String mode) {
        try {
            Path folder = Files.createTempDirectory("berth-account");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            copy(folder);
            Path output = folder.resolve("output");
            Process process = new ProcessBuilder(List.of(
                            "/usr/bin/setpriv",
                            "--reuid=" + uid,
                            "--regid=" + uid,
                            "--clear-groups",
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx32m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            folder.toString(),
                            PortProgram.class.getName(),
                            Integer.toString(port),
                            name,
                            mode))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            OtherAccount account = new OtherAccount(process, output);
            Awaitility.await("the program listens")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> account.output().contains("listening on "));
            return account;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The class path of the tests may lie in root's home. */
    private static void copy(Path folder) throws IOException {
        String name = PortProgram.class.getName().replace('.', '/') + ".class";
        Path target = folder.resolve(name);
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        try (InputStream bytes = Objects.requireNonNull(PortProgram.class.getResourceAsStream("/" + name))) {
            Files.copy(bytes, target);
        }
    }

    int port() {
        return Integer.parseInt(output().lines().findFirst().orElseThrow().replace("listening on ", ""));
    }

    /** Everything that it was sent. */
    String received() {
        return String.join(
                "\n",
                output().lines().filter(line -> line.startsWith("received ")).toList());
    }

    private String output() {
        try {
            return Files.readString(output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns when the process is gone, and its port is free. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            var _ = process.waitFor();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
