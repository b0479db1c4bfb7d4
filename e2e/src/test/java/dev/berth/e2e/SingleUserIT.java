package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.WebSocket;
import com.microsoft.playwright.options.Cookie;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.Requirement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JupyterHub's own single-user server, unmodified, in both generations: it signs its visitors in with the hub, in a real browser. */
class SingleUserIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @ParameterizedTest(name = "jupyterhub-singleuser {0}")
    @ValueSource(strings = {"6.1.1", "5.5.4"})
    void aPersonWorksInTheirServerAndLogsOutFromItsMenu(String version) throws Exception {
        try (Installation installation = new Installation("singleuser")
                        .set(
                                "berth.spawner.local.python",
                                PythonTools.withJupyterHub(version).toString())
                        .set("berth.standard-profile.mode", "self");
                Hub hub = installation.start("hub", Map.of()).awaitReady();
                Chromium chromium = new Chromium()) {
            FormVisitor admin = FormVisitor.firstAdmin(hub);
            admin.invite("ann");
            admin.invite("bob");
            try {
                goThroughAll(chromium, hub);
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("singleuser-" + version);
                throw failure;
            }
        }
    }

    private static void goThroughAll(Chromium chromium, Hub hub) throws Exception {
        String home = hub.url("/").toString();
        BrowserContext ann = chromium.person();
        Page page = ann.newPage();
        page.navigate(home);
        Chromium.signIn(page, home, "ann", FormVisitor.PASSWORD);
        ChainIT.start(page, home, false);
        ChainIT.runACell(page, "print(6*7)", "42");
        String cookie = serversCookie(ann);
        assertThat(asksTheServer(hub, cookie)).as("the server's own cookie").isEqualTo(200);
        isClosedToOthers(chromium, home);
        List<WebSocket> sockets = openAgain(page);
        logOut(page);
        page.waitForCondition(() -> sockets.stream().allMatch(WebSocket::isClosed));
        assertThat(asksTheServer(hub, cookie))
                .as("the same cookie after signing out, while the server still remembers it")
                .isNotEqualTo(200);
        page.navigate(home + "user/ann/lab");
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
    private static int asksTheServer(Hub hub, String cookie) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(hub.url("/").toString() + "user/ann/api/kernelspecs"))
                    .header("Cookie", cookie)
                    .build();
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    private static void isClosedToOthers(Chromium chromium, String home) {
        try (BrowserContext bob = chromium.person()) {
            Page page = bob.newPage();
            page.navigate(home);
            Chromium.signIn(page, home, "bob", FormVisitor.PASSWORD);
            Response answer = page.navigate(home + "user/ann/lab");
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

    private static void logOut(Page page) {
        page.onDialog(dialog -> dialog.accept());
        page.locator(".lm-MenuBar-itemLabel")
                .getByText("File", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.locator(".lm-Menu-itemLabel")
                .getByText("Log Out", new Locator.GetByTextOptions().setExact(true))
                .filter(new Locator.FilterOptions().setVisible(true))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*/hub/(login|logout|signed-out).*"));
    }
}
