package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A data directory that users can pass through, and the running processes, counted without the spawner. */
final class Sandbox implements AutoCloseable {

    static final long ANN = 20_001;
    static final long BOB = 20_002;

    final Path home;
    private final Path smallServer;

    Sandbox() throws IOException {
        home = Files.createTempDirectory("berth-local");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        smallServer = home.resolve("small_server.py");
        Files.writeString(smallServer, Resources.text("small_server.py"));
        Files.setPosixFilePermissions(smallServer, PosixFilePermissions.fromString("rw-r--r--"));
    }

    static void needsRoot() throws IOException {
        if (Machine.ownUid() != 0) {
            skip("it needs root to run processes under several UIDs");
        }
    }

    /** A Python that every UID can run; it only needs the standard library. */
    static String python() throws IOException {
        for (String python : List.of("/usr/bin/python3", "/usr/local/bin/python3")) {
            if (Files.isExecutable(Path.of(python))) {
                return python;
            }
        }
        return skip("it needs a Python in /usr/bin or /usr/local/bin, readable by all");
    }

    static <T> T skip(String why) {
        System.out.println("SKIPPED: " + why);
        return abort(why);
    }

    LocalSpawner spawner() {
        return LocalSpawner.open(home, LocalSpawnerProperties.defaults());
    }

    LocalSpawner spawner(PortRange ports) {
        return LocalSpawner.open(home, properties(ports));
    }

    static LocalSpawnerProperties properties(PortRange ports) {
        return new LocalSpawnerProperties(
                null,
                ports,
                LocalSpawnerProperties.SharedUid.REFUSED,
                Map.of(),
                List.of(),
                LocalSpawnerProperties.Accounts.DEFAULT,
                LocalSpawnerProperties.Systemd.DEFAULT);
    }

    /** A small server in Python that starts fast. */
    StartRequest request(ServerRef ref) throws IOException {
        return request(ref, "ann", ANN, List.of(python(), smallServer.toString(), "{port}"));
    }

    StartRequest request(ServerRef ref, String name, long uid, List<String> command) {
        return new StartRequest(
                ref,
                new Owner(name, uid, uid, List.of()),
                "",
                name,
                "/user/" + name + "/",
                "",
                command,
                Map.of(),
                new Secret("token-" + PrivateFiles.nonce()),
                Limits.NONE);
    }

    /** The processes of the server, of all generations, including children. */
    List<ProcessEntry> processes(String runtimeName) {
        try {
            List<ProcessEntry> found = new ArrayList<>();
            for (ProcessEntry process : ProcessEntry.all()) {
                String environment = process.alive() ? environment(process.pid()) : "";
                if (environment.contains("\0" + Marker.VARIABLE + "=" + runtimeName + ":")
                        && environment.contains("\0HOME=" + home + "/homes/")) {
                    found.add(process);
                }
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The servers among them: processes that no other marked process has started. */
    List<ProcessEntry> servers(String runtimeName) {
        return Marker.roots(processes(runtimeName));
    }

    static String environment(long pid) {
        try {
            return "\0" + Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException gone) {
            return "";
        }
    }

    static int get(int port, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What a program printed when run as this UID, and its exit status. */
    static String runAs(long uid, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--no-new-privs", "--"));
        words.addAll(List.of(command));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output + "status " + process.exitValue();
    }

    @Override
    public void close() throws IOException {
        for (ProcessEntry process : ProcessEntry.all()) {
            if (environment(process.pid()).matches("(?s).*\0HOME=\\Q" + home + "\\E/homes/.*")) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(Sandbox::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stillInUse) {
            System.out.println("Left behind: " + file + " (" + stillInUse + ")");
        }
    }
}
