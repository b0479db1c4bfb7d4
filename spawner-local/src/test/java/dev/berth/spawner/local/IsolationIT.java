package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What code of one user can see of another user's server, and what a server can see of the hub. Needs root. */
class IsolationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ServerRef ANN = new ServerRef("ann", 1);

    private Sandbox sandbox;
    private LocalSpawner spawner;
    private StartRequest request;

    @BeforeEach
    void open() throws IOException {
        Sandbox.needsRoot();
        sandbox = new Sandbox();
        spawner = sandbox.spawner();
        request = sandbox.request(ANN);
    }

    @AfterEach
    void close() throws IOException {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void serverHasItsOwnersIdsAndNoPrivileges() throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(ready()), "status"));
        assertThat(status)
                .contains("Uid:\t20001\t20001\t20001\t20001")
                .contains("Gid:\t20001\t20001\t20001\t20001")
                .containsPattern("Groups:\\s*\n")
                .contains("NoNewPrivs:\t1")
                .contains("CapInh:\t0000000000000000")
                .contains("CapPrm:\t0000000000000000")
                .contains("CapEff:\t0000000000000000")
                .contains("CapBnd:\t0000000000000000")
                .contains("CapAmb:\t0000000000000000");
    }

    @Test
    void supplementalGroupsAreThoseOfTheRequest() throws IOException {
        Owner owner = new Owner("ann", Sandbox.ANN, 20_100, List.of(20_101L, 20_102L));
        StartRequest withGroups = new StartRequest(
                ANN, owner, "", "ann", "/", "", request.command(), Map.of(), request.token(), Limits.NONE);
        spawner.start(withGroups);
        awaitReady();
        String status = Files.readString(Path.of("/proc", Long.toString(server()), "status"));
        assertThat(status).contains("Gid:\t20100\t").containsPattern("Groups:\\s*20101 20102 ?\n");
    }

    @Test
    void whoMustAnswerOnTheServersPortIsReportedWithItsAddress() throws IOException {
        ready();
        assertThat(((Observation.Ready) spawner.observe(ANN)).address().uid()).isEqualTo(Sandbox.ANN);
    }

    @Test
    void serverInheritsNoDescriptorButItsLog() throws IOException {
        long pid = ready();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String number = descriptor.getFileName().toString();
                String target = Files.readSymbolicLink(descriptor).toString();
                switch (number) {
                    case "0" -> assertThat(target).isEqualTo("/dev/null");
                    case "1", "2" -> assertThat(target).matches(".*/run/local/ann/1\\.[^/]*\\.output \\(deleted\\)");
                    default -> assertThat(target).as("descriptor " + number).startsWith("socket:");
                }
            }
        }
    }

    @Test
    void serversEnvironmentIsWhatItWasGivenAndNothingElse() throws IOException {
        List<String> names = Stream.of(Sandbox.environment(ready()).split("\0", -1))
                .filter(variable -> !variable.isEmpty())
                .map(variable -> variable.substring(0, variable.indexOf('=')))
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "BERTH_SERVER", "HOME", "JUPYTER_TOKEN", "LANG", "LOGNAME", "PATH", "PWD", "SHELL", "USER");
    }

    @Test
    void supervisorIsInASessionOfItsOwnAndKeepsNothingOfTheHub() throws IOException {
        ready();
        ProcessEntry supervisor = ProcessEntry.of(ProcessEntry.of(server()).parent());
        assertThat(supervisor.uid()).isZero();
        assertThat(supervisor.session()).isEqualTo(supervisor.pid());
        assertThat(supervisor.tty()).isZero();
        assertThat(Sandbox.environment(supervisor.pid()).split("\0", -1))
                .filteredOn(variable -> !variable.isEmpty())
                .allMatch(variable -> variable.startsWith("PATH=") || variable.startsWith("PWD="));
        String arguments = Files.readString(Path.of("/proc", Long.toString(supervisor.pid()), "cmdline"));
        assertThat(arguments).doesNotContain(request.token().value());
    }

    @Test
    void anotherUserReadsNeitherHomeNorEnvironmentNorToken() throws Exception {
        long pid = ready();
        Path home = sandbox.home.resolve("homes/ann");
        Path secret = Files.writeString(home.resolve("secret.txt"), "of ann");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Sandbox.runAs(Sandbox.ANN, "cat", secret.toString())).contains("of ann");
        for (Path hidden : List.of(
                secret,
                Path.of("/proc", Long.toString(pid), "environ"),
                sandbox.home.resolve("run/local/ann/1.claim"),
                sandbox.home.resolve("run/local/ann/1.log"),
                sandbox.home.resolve("run/local/node.id"))) {
            assertThat(Sandbox.runAs(Sandbox.BOB, "cat", hidden.toString()))
                    .as(hidden.toString())
                    .contains("Permission denied")
                    .endsWith("status 1");
        }
        assertThat(Sandbox.runAs(Sandbox.BOB, "ls", home.toString())).contains("Permission denied");
        assertThat(Sandbox.runAs(
                        Sandbox.BOB, "ls", sandbox.home.resolve("homes").toString()))
                .contains("Permission denied");
        assertThat(Sandbox.runAs(Sandbox.BOB, "kill", Long.toString(pid))).doesNotEndWith("status 0");
        assertThat(Sandbox.runAs(
                        Sandbox.ANN,
                        "cat",
                        sandbox.home.resolve("run/local/ann/1.claim").toString()))
                .as("not even the server's own user reads the hub's files")
                .contains("Permission denied");
    }

    @Test
    void profilesEnvironmentTakesNoEffectOnWhatRunsAsRoot() throws IOException {
        Path trace = sandbox.home.resolve("trace");
        StartRequest hostile = withEnvironment(Map.of(
                "PATH", "/nonexistent",
                "ENV", trace.toString(),
                "IFS", "a",
                "LD_AUDIT", "/nonexistent.so",
                "QUOTED", "it's $(touch " + trace + ") `touch " + trace + "` \"\n; touch " + trace,
                "HOME", "/root",
                "BERTH_SERVER", "bob:1:x",
                "JUPYTER_TOKEN", "known"));
        spawner.start(hostile);
        awaitReady();
        assertThat(trace).doesNotExist();
        assertThat(Sandbox.environment(server()))
                .contains("\0QUOTED=it's $(touch")
                .contains("\0HOME=" + sandbox.home.resolve("homes/ann") + "\0")
                .contains("\0JUPYTER_TOKEN=" + request.token().value() + "\0");
    }

    @Test
    void variableThatIsNoNameIsRefused() {
        assertThat(spawner.start(withEnvironment(Map.of("A B; touch /tmp/x", "1"))))
                .isInstanceOfSatisfying(
                        StartOutcome.Refused.class,
                        refused -> assertThat(refused.failure().detail()).contains("A B"));
    }

    @Test
    void linkInPlaceOfAHomeIsRefused() throws IOException {
        Files.createDirectories(sandbox.home.resolve("homes"));
        Files.createSymbolicLink(sandbox.home.resolve("homes/ann"), Path.of("/etc"));
        assertThat(refusal().detail()).contains("link");
        assertThat(Files.getAttribute(Path.of("/etc"), "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(0);
    }

    @Test
    void homeOfAnotherUserIsRefusedAndNotGivenAway() throws IOException {
        Path home = Files.createDirectories(sandbox.home.resolve("homes/ann"));
        Files.setAttribute(home, "unix:uid", 20_002);
        assertThat(refusal().detail()).contains("20002");
        assertThat(Files.getAttribute(home, "unix:uid")).isEqualTo(20_002);
    }

    @Test
    void folderOfHomesThatOthersMayWriteIsRefused() throws IOException {
        Path homes = Files.createDirectories(sandbox.home.resolve("homes"));
        Files.setPosixFilePermissions(homes, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(refusal().detail()).contains("chmod 0711");
    }

    @Test
    void homeThatAKilledHubMadeAndDidNotGiveAwayIsGiven() throws IOException {
        Path home = Files.createDirectories(sandbox.home.resolve("homes/ann"));
        ready();
        assertThat(Files.getAttribute(home, "unix:uid")).isEqualTo(20_001);
        assertThat(Files.getAttribute(home, "unix:gid")).isEqualTo(20_001);
    }

    @Test
    void homeNameThatLeavesTheFolderIsRefused() {
        StartRequest outside = new StartRequest(
                ANN, request.owner(), "", "../ann", "/", "", request.command(), Map.of(), request.token(), Limits.NONE);
        assertThat(spawner.start(outside))
                .isInstanceOfSatisfying(
                        StartOutcome.Refused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(ReasonCode.HOME));
    }

    @Test
    void portGrabbedByAnotherUserIsNeverReadyAndIsSentNoToken() throws Exception {
        StartRequest slow = sandbox.request(
                ANN, "ann", Sandbox.ANN, List.of("/bin/sh", "-c", "echo {port} >port; exec sleep 1000"));
        spawner.start(slow);
        Path told = sandbox.home.resolve("homes/ann/port");
        await().atMost(PATIENCE)
                .until(() -> Files.exists(told) && !Files.readString(told).isBlank());
        Path heard = Files.createFile(sandbox.home.resolve("heard"));
        Files.setAttribute(heard, "unix:uid", 20_002);
        Process thief = thief(Files.readString(told).strip(), heard);
        try {
            makeItJupyterLab(ANN);
            await().atMost(PATIENCE).until(() -> Listeners.holderOf(port(), List.of()) == Listeners.Holder.ANOTHER);
            assertThat(spawner.observe(ANN)).isInstanceOf(Observation.Starting.class);
            Claim.Launch claim = claim();
            assertThat(Challenge.of(claim, Marker.of(ANN, nodeId(), Sandbox.ANN).processes()))
                    .as("even if it were asked")
                    .isEqualTo(Challenge.Result.NOT_OURS);
            await().atMost(PATIENCE).until(() -> Files.readString(heard).contains("GET "));
            assertThat(Files.readString(heard)).doesNotContain(slow.token().value());
        } finally {
            thief.destroyForcibly();
        }
    }

    private Process thief(String port, Path heard) throws IOException {
        String program = """
                import http.server, sys
                class Thief(http.server.BaseHTTPRequestHandler):
                    protocol_version = "HTTP/1.1"
                    def do_GET(self):
                        with open(sys.argv[2], "a") as heard:
                            heard.write(self.requestline + str(self.headers))
                        self.send_response(200 if self.headers["Authorization"] else 403)
                        self.send_header("Content-Length", "0")
                        self.end_headers()
                http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Thief).serve_forever()
                """;
        return new ProcessBuilder(
                        "setpriv",
                        "--reuid=20002",
                        "--regid=20002",
                        "--clear-groups",
                        Sandbox.python(),
                        "-c",
                        program,
                        port,
                        heard.toString())
                .inheritIO()
                .start();
    }

    /** Treats the server as the default program: only the default program is sent a token. */
    private void makeItJupyterLab(ServerRef ref) throws IOException {
        Path file = sandbox.home.resolve("run/local/ann/" + ref.generation() + ".claim");
        Files.writeString(file, Files.readString(file).replace("authenticates=false", "authenticates=true"));
    }

    private Claim.Launch claim() throws IOException {
        return (Claim.Launch)
                Claim.parse(Files.readString(sandbox.home.resolve("run/local/ann/1.claim"), StandardCharsets.UTF_8));
    }

    private int port() throws IOException {
        return claim().port();
    }

    private String nodeId() throws IOException {
        return Files.readString(sandbox.home.resolve("run/local/node.id"));
    }

    private StartRequest withEnvironment(Map<String, String> environment) {
        return new StartRequest(
                ANN,
                request.owner(),
                "",
                request.home(),
                request.basePath(),
                "",
                request.command(),
                environment,
                request.token(),
                Limits.NONE);
    }

    private Failure refusal() {
        StartOutcome outcome = spawner.start(request);
        assertThat(outcome).isInstanceOf(StartOutcome.Refused.class);
        assertThat(sandbox.processes("ann")).isEmpty();
        Failure failure = ((StartOutcome.Refused) outcome).failure();
        assertThat(failure.code()).isEqualTo(ReasonCode.HOME);
        return failure;
    }

    private long ready() {
        spawner.start(request);
        awaitReady();
        return server();
    }

    private void awaitReady() {
        await().atMost(PATIENCE).until(() -> spawner.observe(ANN) instanceof Observation.Ready);
    }

    private long server() {
        return sandbox.servers("ann").getFirst().pid();
    }
}
