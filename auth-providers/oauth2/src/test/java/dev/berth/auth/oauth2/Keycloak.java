package dev.berth.auth.oauth2;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Keycloak in development mode, from Maven Central, started once per JVM; each test creates a separate {@link KeycloakRealm} in it.
 * If it is not available, the test is skipped with a message.
 *
 * <p>{@code BERTH_TEST_KEYCLOAK} (address) and {@code BERTH_TEST_KEYCLOAK_PASSWORD} (of {@code admin}) name one that is already running,
 * which saves the start.
 */
public final class Keycloak {

    private static final String VERSION = System.getProperty("keycloak.version", "");
    private static final Duration START = Duration.ofMinutes(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A channel that nobody refers to is closed, and its locks with it. */
    private static final List<FileChannel> KEPT = new ArrayList<>();

    private final String address;
    private final String password;

    private Keycloak(String address, String password) {
        this.address = address;
        this.password = password;
    }

    /** The instance of this JVM. */
    public static Keycloak shared() {
        if (Shared.WHY_NOT != null) {
            System.out.println("SKIPPED: sign-in at a real Keycloak: " + Shared.WHY_NOT);
            Assumptions.abort(Shared.WHY_NOT);
        }
        return Shared.KEYCLOAK;
    }

    public String address() {
        return address;
    }

    String password() {
        return password;
    }

    private static final class Shared {
        static final Keycloak KEYCLOAK;
        static final String WHY_NOT;

        static {
            Keycloak started = null;
            String whyNot = null;
            try {
                String running = System.getenv("BERTH_TEST_KEYCLOAK");
                started = running == null
                        ? startOrJoin()
                        : new Keycloak(running, System.getenv().getOrDefault("BERTH_TEST_KEYCLOAK_PASSWORD", "admin"));
            } catch (IOException failure) {
                whyNot = failure.getMessage();
            }
            KEYCLOAK = started;
            WHY_NOT = whyNot;
        }
    }

    /** Test JVMs that run at the same time share one: whoever comes first starts it, since it keeps files in its folder. */
    private static Keycloak startOrJoin() throws IOException {
        Path target = root().resolve("auth-providers/oauth2/target");
        Files.createDirectories(target);
        Path running = target.resolve("keycloak.running");
        FileChannel first = open(target.resolve("keycloak.lock"));
        FileChannel users = open(target.resolve("keycloak.users"));
        AtomicReference<FileLock> lock = new AtomicReference<>();
        AtomicReference<Keycloak> other = new AtomicReference<>();
        Awaitility.await("Keycloak can be started here, or another JVM has started it")
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    lock.set(first.tryLock());
                    if (lock.get() == null) {
                        other.set(joined(running));
                    }
                    return lock.get() != null || other.get() != null;
                });
        if (lock.get() == null) {
            // Kept until this JVM ends, so that the other one waits for it.
            var _ = users.lock(0, 1, true);
            return other.get();
        }
        return start(target, running, users);
    }

    private static FileChannel open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        KEPT.add(channel);
        return channel;
    }

    /** The instance of another JVM, or null if it does not respond yet. */
    private static Keycloak joined(Path running) throws IOException {
        if (!Files.exists(running)) {
            return null;
        }
        List<String> lines = Files.readAllLines(running);
        if (lines.size() < 2) {
            return null;
        }
        Keycloak keycloak = new Keycloak(lines.get(0), lines.get(1));
        return keycloak.answers() ? keycloak : null;
    }

    private static Keycloak start(Path target, Path running, FileChannel users) throws IOException {
        Files.deleteIfExists(running);
        Path home = unpacked(archive(target), target);
        int port = freePort();
        String password = UUID.randomUUID().toString();
        Process process = launch(home, target, port, password);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, running, users)));
        Keycloak keycloak = new Keycloak("http://127.0.0.1:" + port, password);
        Awaitility.await("Keycloak answers; its log is " + target.resolve("keycloak.log"))
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !process.isAlive() || keycloak.answers());
        if (!process.isAlive()) {
            throw new IOException("Keycloak ended at its start; its log is " + target.resolve("keycloak.log"));
        }
        System.out.println("Started Keycloak at " + keycloak.address);
        Files.write(running, List.of(keycloak.address, password));
        return keycloak;
    }

    /** Waits for JVMs that joined, but not for long: Surefire kills a JVM that does not end within half a minute. */
    private static void end(Process process, Path running, FileChannel users) {
        try {
            Awaitility.await("the other JVMs have ended")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> users.tryLock() != null);
        } catch (ConditionTimeoutException busy) {
            System.err.println("Keycloak is ended while another JVM still uses it");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            var _ = running.toFile().delete();
        }
    }

    private static Process launch(Path home, Path target, int port, String password) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + port);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx400m");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", password);
        builder.redirectErrorStream(true)
                .redirectOutput(target.resolve("keycloak.log").toFile());
        return builder.start();
    }

    private boolean answers() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/realms/master"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** From the local repository, otherwise by Maven, which knows where this machine gets its artifacts. */
    private static Path archive(Path target) throws IOException {
        String name = "keycloak-quarkus-dist-" + VERSION + ".zip";
        Path local = Path.of(System.getProperty("user.home"), ".m2/repository/org/keycloak/keycloak-quarkus-dist")
                .resolve(VERSION)
                .resolve(name);
        Path copied = target.resolve(name);
        if (Files.exists(local)) {
            return local;
        }
        if (!Files.exists(copied)) {
            copy(target);
        }
        if (!Files.exists(copied)) {
            throw new IOException(
                    "org.keycloak:keycloak-quarkus-dist:" + VERSION + " cannot be had from Maven Central");
        }
        return copied;
    }

    private static void copy(Path target) throws IOException {
        Process maven = new ProcessBuilder(
                        root().resolve("bin/mvn").toString(),
                        "-q",
                        "dependency:copy",
                        "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                        "-DoutputDirectory=" + target)
                .directory(root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(target.resolve("keycloak-download.log").toFile())
                .start();
        try {
            if (!maven.waitFor(10, TimeUnit.MINUTES)) {
                maven.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            maven.destroyForcibly();
        }
    }

    private static Path unpacked(Path archive, Path target) throws IOException {
        Path home = target.resolve("keycloak-" + VERSION);
        Path done = home.resolve(".unpacked");
        if (Files.exists(done)) {
            return home;
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(home)) {
                    throw new IOException("The archive has " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        home.resolve("bin/kc.sh").toFile().setExecutable(true);
        Files.createFile(done);
        return home;
    }

    /** The root of the repository: the tests of several modules use the files of one Keycloak. */
    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")))
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
