package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.CodeServer;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.Requirement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VS Code in a user's server, through jupyter-server-proxy: both of these, unmodified, in both kinds of server. */
class VsCodeIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @ParameterizedTest(name = "in a server with the mode {0}")
    @ValueSource(strings = {"edge", "self"})
    void aPersonOpensVsCodeAndOthersDoNot(String mode) throws Exception {
        try (Installation installation = new Installation("vscode")
                        .set(
                                "berth.spawner.local.python",
                                PythonTools.withVsCode().toString())
                        .set("berth.standard-profile.mode", mode)
                        .set("berth.standard-profile.environment.PATH", path());
                Hub hub = installation.start("hub", Map.of()).awaitReady();
                Chromium chromium = new Chromium()) {
            FormVisitor admin = FormVisitor.firstAdmin(hub);
            admin.invite("ann");
            admin.invite("bob");
            try {
                goThroughAll(chromium, hub.url("/").toString());
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("vscode-" + mode);
                throw failure;
            }
        }
    }

    private static String path() {
        return CodeServer.programs() + ":" + PythonTools.withVsCode().getParent() + ":/usr/local/bin:/usr/bin:/bin";
    }

    private static void goThroughAll(Chromium chromium, String home) {
        BrowserContext ann = chromium.person();
        Page lab = ann.newPage();
        Chromium.signIn(lab, home, "ann", FormVisitor.PASSWORD);
        ChainIT.start(lab, home, false);
        ChainIT.runACell(lab, "open('made-in-jupyter.txt', 'w').write('x' * 42)", "42");
        String code = home + "user/ann/vscode/";
        List<WebSocket> sockets = opensVsCode(ann.newPage(), code);
        isClosedToOthers(chromium, home, code);
        assertThat(sockets).as("ann's connections").anyMatch(socket -> !socket.isClosed());
        Page hub = ann.newPage();
        hub.navigate(home + "hub/home");
        hub.click("header form button");
        lab.waitForCondition(() -> sockets.stream().allMatch(WebSocket::isClosed));
    }

    /** VS Code loads its window by HTTP, and everything that it shows of the machine through WebSockets. */
    private static List<WebSocket> opensVsCode(Page page, String address) {
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        page.onWebSocket(sockets::add);
        page.navigate(address);
        assertThat(page.locator(".explorer-viewlet").getByText("made-in-jupyter.txt"))
                .isVisible();
        assertThat(sockets).anyMatch(socket -> !socket.isClosed());
        return sockets;
    }

    private static void isClosedToOthers(Chromium chromium, String home, String address) {
        try (BrowserContext bob = chromium.person()) {
            Page page = bob.newPage();
            Chromium.signIn(page, home, "bob", FormVisitor.PASSWORD);
            assertThat(page.navigate(address).status()).isIn(403, 404);
            page.navigate(home + "hub/home");
            assertThat(page.evaluate("""
                    url => new Promise(done => {
                        const socket = new WebSocket(url.replace(/^http/, 'ws'));
                        socket.onopen = () => done('open');
                        socket.onerror = () => done('refused');
                    })""", address)).isEqualTo("refused");
        }
    }
}
