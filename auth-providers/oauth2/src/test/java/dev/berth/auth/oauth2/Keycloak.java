package dev.berth.auth.oauth2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
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
                        ? start()
                        : new Keycloak(running, System.getenv().getOrDefault("BERTH_TEST_KEYCLOAK_PASSWORD", "admin"));
            } catch (IOException failure) {
                whyNot = failure.getMessage();
            }
            KEYCLOAK = started;
            WHY_NOT = whyNot;
        }
    }

    private static Keycloak start() throws IOException {
        Path target = root().resolve("auth-providers/oauth2/target");
        Files.createDirectories(target);
        // Only one at a time can run from one folder, because it keeps files there.
        @SuppressWarnings("resource")
        FileLock lock = new RandomAccessFile(target.resolve("keycloak.lock").toFile(), "rw")
                .getChannel()
                .lock();
        Path home = unpacked(archive(target), target);
        int port = freePort();
        String password = UUID.randomUUID().toString();
        Process process = launch(home, target, port, password);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            release(lock);
        }));
        Keycloak keycloak = new Keycloak("http://127.0.0.1:" + port, password);
        Awaitility.await("Keycloak answers; its log is " + target.resolve("keycloak.log"))
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !process.isAlive() || keycloak.answers());
        if (!process.isAlive()) {
            throw new IOException("Keycloak ended at its start; its log is " + target.resolve("keycloak.log"));
        }
        return keycloak;
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

    private static void release(FileLock lock) {
        try {
            lock.acquiredBy().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
