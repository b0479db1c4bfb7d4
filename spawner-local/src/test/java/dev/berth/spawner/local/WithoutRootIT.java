package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.local.LocalSpawnerProperties.SharedUid;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hub that does not run as root: one UID, so one user. */
class WithoutRootIT {

    private static final long HUB = 20_009;
    private static final ServerRef ANN = new ServerRef("ann", 1);

    private Sandbox sandbox;

    @BeforeEach
    void open() throws IOException {
        sandbox = new Sandbox();
    }

    @AfterEach
    void close() throws IOException {
        sandbox.close();
    }

    @Test
    void secondUserIsRefusedWithTheRemedy() throws IOException {
        Users users = new Users(RuntimeFolder.open(sandbox.home), HUB, SharedUid.REFUSED);
        assertThat(users.refusal(sandbox.request(ANN, "ann", Sandbox.ANN, List.of())))
                .isNull();
        assertThat(users.refusal(sandbox.request(ANN, "ann", Sandbox.ANN, List.of())))
                .isNull();
        assertThat(users.refusal(sandbox.request(new ServerRef("bob", 1), "bob", Sandbox.BOB, List.of())))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo(ReasonCode.UID_REFUSED);
                    assertThat(failure.detail()).contains("berth.spawner.local.shared-uid=accepted");
                });
    }

    @Test
    void sharedUidThatIsAcceptedIsALastingWarning() throws IOException {
        Users users = new Users(RuntimeFolder.open(sandbox.home), HUB, SharedUid.ACCEPTED);
        assertThat(users.refusal(sandbox.request(ANN, "ann", Sandbox.ANN, List.of())))
                .isNull();
        assertThat(users.refusal(sandbox.request(new ServerRef("bob", 1), "bob", Sandbox.BOB, List.of())))
                .isNull();
        assertThat(users.warnings()).anyMatch(warning -> warning.contains("not isolated"));
    }

    @Test
    void withRootThereIsNothingToWarnOf() throws IOException {
        assertThat(new Users(RuntimeFolder.open(sandbox.home), 0, SharedUid.ACCEPTED).warnings())
                .isEmpty();
    }

    @Test
    void serverRunsUnderTheHubsOwnUidWithNoNewPrivileges() throws Exception {
        Sandbox.needsRoot();
        Path classes = classesForEverybody();
        Files.setAttribute(sandbox.home, "unix:uid", (int) HUB);
        Process hub = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + HUB,
                        "--regid=" + HUB,
                        "--clear-groups",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-cp",
                        classes + "/*:" + directories(classes),
                        HubProcess.class.getName(),
                        "start",
                        sandbox.home.toString(),
                        "ann",
                        "1",
                        "/bin/sleep",
                        "1000")
                .redirectErrorStream(true)
                .start();
        String output = new String(hub.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("Accepted");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sandbox.servers("ann").size() == 1);
        ProcessEntry server = sandbox.servers("ann").getFirst();
        assertThat(server.uid()).isEqualTo(HUB);
        assertThat(Files.readString(Path.of("/proc", Long.toString(server.pid()), "status")))
                .contains("NoNewPrivs:\t1");
        assertThat(Files.getAttribute(sandbox.home.resolve("homes/ann"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo((int) HUB);
    }

    /** The class path may be in a folder that other users cannot access. */
    private Path classesForEverybody() throws IOException {
        Path target = Files.createDirectories(sandbox.home.resolve("classes"));
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(":", -1)) {
            if (entry.contains("slf4j-api")
                    || entry.contains("hub-spi")
                    || entry.contains("spawner-base")
                    || entry.endsWith("classes")) {
                copy(Path.of(entry), target.resolve(entry.replace('/', '_')));
            }
        }
        return target;
    }

    private static String directories(Path classes) throws IOException {
        try (Stream<Path> entries = Files.list(classes)) {
            List<String> folders = new ArrayList<>();
            entries.filter(Files::isDirectory).forEach(folder -> folders.add(folder.toString()));
            return String.join(":", folders);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                String inside = from.relativize(file).toString();
                Path copy = inside.isEmpty() ? to : to.resolve(inside);
                Files.copy(file, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
