package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Kernel;
import dev.berth.e2e.harness.OperatingSystem.ServerProcess;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bob, an ordinary user, tries to reach what belongs to Ann and to the hub: through the proxy, and from inside his own server. */
class IsolationIT {

    private static Installation installation;
    private static Hub hub;
    private static FormVisitor bobsBrowser;
    private static RestClient ann;
    private static RestClient bob;
    private static Kernel annsKernel;
    private static Kernel bobsKernel;
    private static String annsHome;
    private static String annsPort;

    @BeforeAll
    static void prepare() throws IOException {
        Requirement.root();
        installation = new Installation("isolation");
        hub = installation.start("hub", Map.of()).awaitReady();
        FormVisitor admin = FormVisitor.firstAdmin(hub);
        FormVisitor annsBrowser = admin.invite("ann");
        bobsBrowser = admin.invite("bob");
        ann = hub.rest(annsBrowser.token("ann"));
        bob = hub.rest(bobsBrowser.token("bob"));
        ann.start("ann");
        bob.start("bob");
        await("both have their JupyterLab")
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        ann.state("ann").equals("ready") && bob.state("bob").equals("ready"));
        annsKernel = Kernel.start(ann, "user/ann/");
        bobsKernel = Kernel.start(bob, "user/bob/");
        annsHome = annsKernel.run("import os; print(os.path.expanduser('~'), end='')");
        annsKernel.run("open(os.path.expanduser('~/secret.txt'), 'w').write('hers')");
        String words = Files.readString(Path.of("/proc/" + server("ann").pid() + "/cmdline"), StandardCharsets.UTF_8);
        annsPort = words.replaceFirst("(?s).*--port=(\\d+).*", "$1");
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
    }

    private static ServerProcess server(String user) {
        return installation.servers().stream()
                .filter(process -> process.user().equals(user))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"user/ann/", "user/ann/lab", "user/ann/api/contents", "user/ann/api/kernels", "user/Ann/lab"})
    void anothersPagesAndApiAreNotThere(String path) throws IOException {
        assertThat(bobsBrowser.get(path).status()).as("with his session").isIn(403, 404);
        assertThat(bob.get(path).status()).as("with his token").isIn(302, 403, 404);
        assertThat(bob.as("").get(path).status()).as("with nothing").isIn(302, 401, 403);
    }

    @Test
    void anothersServerCanNeitherBeSeenNorStarted() throws IOException {
        assertThat(bob.get("hub/api/users/ann").status()).isIn(403, 404);
        assertThat(bob.get("hub/api/users/ann/server").status()).isIn(403, 404);
        assertThat(bob.stop("ann")).isIn(403, 404);
        assertThat(bob.start("ann")).isIn(403, 404);
        assertThat(bob.post("hub/api/users/ann/tokens", Map.of()).status()).isIn(403, 404);
        assertThat(ann.state("ann")).isEqualTo("ready");
    }

    @Test
    void anothersWebSocketsAreClosedToHim() {
        URI address = Kernel.channels(hub.url("/"), "user/ann/", annsKernel.id());
        assertThatThrownBy(() -> Kernel.connect(address, "Authorization", "token " + bob.token())
                        .join())
                .hasMessageContaining("WebSocketHandshakeException");
        assertThatThrownBy(() ->
                        Kernel.connect(address, "Cookie", bobsBrowser.cookies()).join())
                .hasMessageContaining("WebSocketHandshakeException");
        assertThat(annsKernel.run("print(6*7)")).isEqualTo("42\n");
    }

    @Test
    void hisCodeReadsNeitherHerFilesNorHerEnvironmentNorTheHubs() {
        for (String path : List.of(
                annsHome,
                annsHome + "/secret.txt",
                "/proc/" + server("ann").pid() + "/environ",
                "/proc/" + server("ann").pid() + "/cwd/secret.txt",
                "/proc/" + hub.process().pid() + "/environ",
                installation.home().toString(),
                installation.home() + "/keys",
                installation.home() + "/keys/proxy.secret",
                installation.home() + "/postgres",
                installation.home() + "/postgres/data/PG_VERSION",
                installation.home() + "/proxy",
                installation.home() + "/run/local")) {
            assertThat(asBob("""
                    import os
                    try:
                        print('read', os.listdir(%1$r) if os.path.isdir(%1$r) else open(%1$r, 'rb').read(20))
                    except OSError as refused:
                        print(type(refused).__name__)
                    """.replace("%1$r", "'" + path + "'")))
                    .as("reading " + path)
                    .isIn("PermissionError\n", "FileNotFoundError\n");
        }
        assertThat(asBob("import os; print(os.getuid() != 0 and os.getuid() == os.geteuid() == os.getresuid()[2])"))
                .isEqualTo("True\n");
        assertThat(asBob("print(open('/proc/self/status').read().split('NoNewPrivs:')[1].split()[0])"))
                .isEqualTo("1\n");
    }

    @Test
    void hisCodeDoesNotFindHerTokenAmongArguments() {
        String token = annsKernel.run("print(os.environ.get('JUPYTER_TOKEN', ''), end='')");
        String all = asBob("""
                import glob
                for file in glob.glob('/proc/[0-9]*/cmdline'):
                    try:
                        print(open(file).read().replace('\\0', ' '))
                    except OSError:
                        pass
                """);
        assertThat(all).contains("jupyterlab");
        if (!token.isEmpty()) {
            assertThat(all).doesNotContain(token);
        }
    }

    @Test
    void hisCodeIsRefusedByHerPortAndByTheHubsOwn() {
        String hers = "http://127.0.0.1:" + annsPort + "/user/ann/";
        assertThat(status("GET", hers + "api/contents")).isIn("401", "403");
        assertThat(status("GET", hers + "lab")).isIn("302", "401", "403");
        assertThat(status("GET", hers + "api/contents?token=guessed")).isIn("401", "403");
        String internal = hub.internalUrl("/").toString();
        assertThat(status("GET", internal + "hub/home")).isEqualTo("403");
        assertThat(status("GET", internal + "hub/login")).isEqualTo("403");
        assertThat(status("GET", internal + "user/ann/")).isEqualTo("403");
        for (String path : List.of("feed", "decide", "enter", "activity")) {
            assertThat(status("POST", internal + "internal/proxy/" + path))
                    .as(path)
                    .isIn("401", "403", "404");
        }
        assertThat(status("GET", internal + "hub/api/users")).isEqualTo("403");
        assertThat(status("GET", internal + "hub/api/user")).isEqualTo("403");
    }

    @Test
    void hisCodeCannotConnectToTheDatabase() {
        String socket = installation.home() + "/postgres/run/.s.PGSQL.5432";
        assertThat(Path.of(socket)).exists();
        assertThat(asBob("""
                import socket
                try:
                    socket.socket(socket.AF_UNIX).connect('%s')
                    print('in')
                except OSError as refused:
                    print(type(refused).__name__)
                """.replace("%s", socket))).isEqualTo("PermissionError\n");
    }

    private static String status(String method, String url) {
        return asBob("""
                import urllib.request, urllib.error
                class Stay(urllib.request.HTTPRedirectHandler):
                    def redirect_request(self, *words):
                        return None
                try:
                    request = urllib.request.Request('%u', method='%m', data=b'{}' if '%m' == 'POST' else None)
                    request.add_header('Content-Type', 'application/json')
                    print(urllib.request.build_opener(Stay).open(request, timeout=10).status)
                except urllib.error.HTTPError as answer:
                    print(answer.code)
                """.replace("%u", url).replace("%m", method)).strip();
    }

    /** In his own kernel: what he can do there, he can do anywhere on the machine. */
    private static String asBob(String code) {
        return bobsKernel.run(code);
    }
}
