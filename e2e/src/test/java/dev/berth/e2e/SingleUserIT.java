package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.Cookie;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.RawHttp;
import dev.berth.e2e.harness.Requirement;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JupyterHub's own single-user server, unmodified, in both generations: it signs its visitors in with the hub, in a real browser. */
class SingleUserIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @ParameterizedTest(name = "jupyterhub-singleuser {0}, base URL {1}, a host per user: {2}")
    @CsvSource({"6.1.1, /, false", "5.5.4, /, true", "5.5.4, /@/space%20word/, false", "6.1.1, /@/space%20word/, true"})
    void aPersonWorksInTheirServerAndLogsOutFromItsMenu(String version, String baseUrl, boolean hostPerUser)
            throws Exception {
        try (Installation installation = new Installation("singleuser")
                        .set(
                                "berth.spawner.local.python",
                                PythonTools.withJupyterHub(version).toString())
                        .set("berth.standard-profile.mode", "self")
                        .set("berth.base-url", baseUrl)
                        .set("berth.hosts.per-user", Boolean.toString(hostPerUser));
                Hub hub = installation.start("hub", Map.of()).awaitReady();
                Chromium chromium = new Chromium()) {
            String home = "http://" + (hostPerUser ? "localhost" : "127.0.0.1") + ":" + hub.port() + baseUrl;
            FormVisitor admin = FormVisitor.firstAdmin(hub, URI.create(home));
            admin.invite("ann");
            admin.invite("bob");
            try {
                goThroughAll(chromium, home, hostPerUser);
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("singleuser-" + version);
                throw failure;
            }
        }
    }

    private static void goThroughAll(Chromium chromium, String home, boolean hostPerUser) throws Exception {
        BrowserContext ann = chromium.person();
        Page page = ann.newPage();
        page.navigate(home);
        Chromium.signIn(page, home, "ann", FormVisitor.PASSWORD);
        ChainIT.start(page, home, hostPerUser);
        ChainIT.runACell(page, "print(6*7)", "42");
        String server = page.url().replaceFirst("/user/ann/.*", "/user/ann/");
        String cookie = serversCookie(ann);
        assertThat(asksTheServer(server, cookie)).as("the server's own cookie").isEqualTo(200);
        isClosedToOthers(chromium, home, server);
        List<WebSocket> sockets = openAgain(page);
        logOut(page, hostPerUser);
        if (!hostPerUser) {
            // Where a browser leaves one site for another, it does not report what becomes of the connections.
            page.waitForCondition(() -> sockets.stream().allMatch(WebSocket::isClosed));
        }
        assertThat(asksTheServer(server, cookie))
                .as("the same cookie after signing out, while the server still remembers it")
                .isNotEqualTo(200);
        page.navigate(server + "lab");
        assertThat(page).hasURL(Pattern.compile(".*/hub/login.*"));
    }

    private static String serversCookie(BrowserContext person) {
        return person.cookies().stream()
                .filter(each -> each.name.equals("jupyterhub-user-ann"))
                .map(SingleUserIT::header)
                .findFirst()
                .orElseThrow();
    }

    private static String header(Cookie cookie) {
        return cookie.name + "=" + cookie.value;
    }

    /** A program that has only the cookie that the server gave the browser. */
    private static int asksTheServer(String server, String cookie) throws IOException {
        URI address = URI.create(server + "api/kernelspecs");
        // Only browsers know that every name below localhost is this machine.
        String answer = RawHttp.send(
                address.getPort(),
                "GET " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nCookie: " + cookie
                        + "\r\nConnection: close\r\n\r\n");
        return RawHttp.status(answer);
    }

    private static void isClosedToOthers(Chromium chromium, String home, String server) {
        try (BrowserContext bob = chromium.person()) {
            Page page = bob.newPage();
            page.navigate(home);
            Chromium.signIn(page, home, "bob", FormVisitor.PASSWORD);
            Response answer = page.navigate(server + "lab");
            assertThat(answer.status()).isIn(403, 404);
        }
    }

    private static List<WebSocket> openAgain(Page page) {
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        page.onWebSocket(sockets::add);
        page.reload();
        ChainIT.runACell(page, "print(6*8)", "48");
        List<WebSocket> open =
                sockets.stream().filter(socket -> !socket.isClosed()).toList();
        assertThat(open).isNotEmpty();
        return open;
    }

    /** From here on it takes one click, unless the browser takes the user's host and the hub's for different sites: the hub then asks first. */
    private static void logOut(Page page, boolean hostPerUser) {
        page.onDialog(dialog -> dialog.accept());
        JupyterLabMenusIT.fileMenu(page, "Log Out");
        if (hostPerUser) {
            // Every name below localhost is a site of its own.
            assertThat(page).hasURL(Pattern.compile(".*/hub/logout"));
            page.click("main form button");
        }
        assertThat(page).hasURL(Pattern.compile(".*/hub/(login|signed-out).*"));
    }
}
