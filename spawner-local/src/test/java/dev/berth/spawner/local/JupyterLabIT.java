package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner.JobEvidence;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts a real JupyterLab. */
class JupyterLabIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BASE = "/@/space%20word/user/ann/";
    private static final ServerRef REF = new ServerRef("ann", 1);
    private static final Secret TOKEN = new Secret("secret-of-ann-for-tests");

    private final HttpClient http = HttpClient.newHttpClient();
    private Sandbox sandbox;
    private LocalSpawner spawner;
    private int port;

    @BeforeEach
    void open() throws IOException {
        Path python = TestEnvironment.python();
        sandbox = new Sandbox();
        LocalSpawnerProperties defaults = LocalSpawnerProperties.defaults();
        spawner = LocalSpawner.open(
                sandbox.home,
                new LocalSpawnerProperties(
                        python,
                        defaults.ports(),
                        defaults.sharedUid(),
                        defaults.environment(),
                        defaults.command(),
                        defaults.accounts(),
                        defaults.systemd()));
        spawner.prepare(System.out::println);
    }

    @AfterEach
    void close() throws IOException {
        // Not close(), which would wait for the open WebSocket of a terminal that is never closed.
        http.shutdownNow();
        spawner.stop(REF, Duration.ZERO);
        await().atMost(PATIENCE).until(() -> sandbox.processes("ann").isEmpty());
        sandbox.close();
    }

    @Test
    void comesUpUnderAPathWithEscapesAndAsksForItsToken() throws Exception {
        startAndAwaitReady(request());
        assertThat(send("GET", "api/status", "").statusCode()).isEqualTo(200);
        assertThat(Sandbox.get(port, BASE + "api/status")).isIn(401, 403);
        assertThat(send("GET", "lab", "").statusCode()).isEqualTo(200);
        assertThat(Files.readString(sandbox.home.resolve("run/local/ann/1.log")))
                .doesNotContain(TOKEN.value());
        for (ProcessEntry process : sandbox.processes("ann")) {
            assertThat(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")))
                    .doesNotContain(TOKEN.value());
        }
    }

    @Test
    void asksNobodyAboutNewsAndLeavesTheChoiceToUsers() throws Exception {
        startAndAwaitReady(request());
        String plugin = "lab/api/settings/@jupyterlab/apputils-extension:notification";
        Pattern never = Pattern.compile("\"fetchNews\":.*?\"default\": *\"false\"}}", Pattern.DOTALL);
        assertThat(send("GET", plugin, "").body()).containsPattern(never);
        String wish = "{\"raw\": \"{\\\"fetchNews\\\": \\\"true\\\"}\"}";
        assertThat(send("PUT", plugin, wish).statusCode()).isEqualTo(204);
        assertThat(send("GET", plugin, "").body()).containsPattern("\"settings\": *\\{\"fetchNews\": *\"true\"");
    }

    @Test
    void itsKernelsAndTerminalsDoNotStayBehind() throws Exception {
        startAndAwaitReady(request());
        assertThat(send("POST", "api/kernels", "{}").statusCode()).isEqualTo(201);
        assertThat(send("POST", "api/terminals", "{}").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> sandbox.processes("ann").size() >= 3);
        ProcessHandle.of(sandbox.servers("ann").getFirst().pid()).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spawner.observe(REF))
                        .isInstanceOfSatisfying(
                                Observation.Exited.class,
                                exited -> assertThat(exited.failure().code()).isEqualTo(ReasonCode.CRASHED)));
        assertThat(sandbox.processes("ann")).isEmpty();
    }

    @Test
    void shutDownFromInsideIsAnExitAndNotACrash() throws Exception {
        startAndAwaitReady(request());
        assertThat(send("POST", "api/shutdown", "").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spawner.observe(REF))
                        .isInstanceOfSatisfying(
                                Observation.Exited.class,
                                exited -> assertThat(exited.failure().code()).isEqualTo(ReasonCode.EXITED)));
    }

    @Test
    void jobOfATerminalIsSeen() throws Exception {
        startAndAwaitReady(request());
        Matcher name = Pattern.compile("\"name\": *\"(\\w+)\"")
                .matcher(send("POST", "api/terminals", "{}").body());
        assertThat(name.find()).isTrue();
        await().atMost(PATIENCE).until(() -> spawner.terminalJobs(REF) == JobEvidence.NONE);
        WebSocket terminal = http.newWebSocketBuilder()
                .header("Authorization", "token " + TOKEN.value())
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + port + BASE + "terminals/websocket/" + name.group(1)),
                        new WebSocket.Listener() {})
                .join();
        terminal.sendText("[\"stdin\", \"sleep 500\\r\"]", true).join();
        await().atMost(PATIENCE).until(() -> spawner.terminalJobs(REF) == JobEvidence.RUNNING);
        terminal.sendText("[\"stdin\", \"\\u0003\"]", true).join();
        await("Ctrl-C reaches the job").atMost(PATIENCE).until(() -> spawner.terminalJobs(REF) == JobEvidence.NONE);
        terminal.sendText("[\"stdin\", \"sleep 500 &\\r\"]", true).join();
        await().atMost(PATIENCE).until(() -> spawner.terminalJobs(REF) == JobEvidence.RUNNING);
        terminal.abort();
    }

    @Test
    void serverThatAsksForNoTokenIsEndedAndSaysWhy() throws Exception {
        configure("c.IdentityProvider.token = ''\n");
        spawner.start(withEnvironment(request(), Map.of("JUPYTER_CONFIG_PATH", sandbox.home.toString())));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spawner.observe(REF))
                        .isInstanceOfSatisfying(Observation.Exited.class, exited -> {
                            assertThat(exited.failure().code()).isEqualTo(ReasonCode.REFUSED);
                            assertThat(exited.failure().detail()).contains("jupyter_server_config.py");
                        }));
        assertThat(sandbox.processes("ann")).isEmpty();
    }

    @Test
    void aUsersOwnCertificateDoesNotKeepTheirServerFromStarting() throws Exception {
        configure(ownCertificate() + "c.ServerApp.sock = '/tmp/of-ann.sock'\n");
        startAndAwaitReady(withEnvironment(request(), Map.of("JUPYTER_CONFIG_PATH", sandbox.home.toString())));
        assertThat(send("GET", "api/status", "").statusCode()).isEqualTo(200);
    }

    @Test
    void aProfilesProgramThatListensWithTlsIsEndedAtOnceAndSaysWhy() throws Exception {
        configure(ownCertificate());
        List<String> command = List.of(
                TestEnvironment.python().toString(),
                "-m",
                "jupyterlab",
                "--no-browser",
                "--port={port}",
                "--ServerApp.base_url={base-path}");
        spawner.start(withEnvironment(
                withCommand(request(), command), Map.of("JUPYTER_CONFIG_PATH", sandbox.home.toString())));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spawner.observe(REF))
                        .isInstanceOfSatisfying(Observation.Exited.class, exited -> {
                            assertThat(exited.failure().code()).isEqualTo(ReasonCode.REFUSED);
                            assertThat(exited.failure().detail()).contains("TLS", "c.ServerApp.certfile");
                        }));
    }

    private void configure(String lines) throws IOException {
        Path configuration = sandbox.home.resolve("jupyter_server_config.py");
        Files.writeString(configuration, lines);
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private String ownCertificate() throws Exception {
        Path certificate = sandbox.home.resolve("own.pem");
        Path key = sandbox.home.resolve("own.key");
        Process made = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=localhost",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(sandbox.home.resolve("openssl.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        for (Path each : List.of(certificate, key)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return "c.ServerApp.certfile = '" + certificate + "'\nc.ServerApp.keyfile = '" + key + "'\n";
    }

    private void startAndAwaitReady(StartRequest request) {
        assertThat(spawner.start(request)).isInstanceOf(StartOutcome.Accepted.class);
        Observation seen = await().atMost(PATIENCE)
                .until(
                        () -> spawner.observe(REF),
                        each -> each instanceof Observation.Ready || each instanceof Observation.Exited);
        assertThat(seen).isInstanceOf(Observation.Ready.class);
        port = ((Observation.Ready) seen).address().port();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + BASE + path))
                .header("Authorization", "token " + TOKEN.value())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static StartRequest request() {
        Owner ann = new Owner("ann", Sandbox.ANN, Sandbox.ANN, List.of());
        return new StartRequest(REF, ann, "", "ann", BASE, "", List.of(), Map.of(), TOKEN, Limits.NONE);
    }

    private static StartRequest withEnvironment(StartRequest request, Map<String, String> environment) {
        return with(request, request.command(), environment);
    }

    private static StartRequest withCommand(StartRequest request, List<String> command) {
        return with(request, command, request.environment());
    }

    private static StartRequest with(StartRequest request, List<String> command, Map<String, String> environment) {
        return new StartRequest(
                request.ref(),
                request.owner(),
                request.serverName(),
                request.home(),
                request.basePath(),
                request.image(),
                command,
                environment,
                request.token(),
                request.limits());
    }
}
