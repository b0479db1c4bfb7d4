package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.Requirement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One user shares a running server with another one by a link, and ends that again, in both kinds of server. */
class SharesIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @ParameterizedTest(name = "a server with the mode {0}")
    @ValueSource(strings = {"edge", "self"})
    void aShareLinkOpensTheServerUntilItsOwnerStopsSharing(String mode) throws Exception {
        try (Installation installation = new Installation("shares")
                        .set(
                                "berth.spawner.local.python",
                                PythonTools.withJupyterHub("6.1.1").toString())
                        .set("berth.standard-profile.mode", mode)
                        .set("berth.access.roles[0].name", "user")
                        .set("berth.access.roles[0].scopes[0]", "shares!user");
                Hub hub = installation.start("hub", Map.of()).awaitReady();
                Chromium chromium = new Chromium()) {
            FormVisitor admin = FormVisitor.firstAdmin(hub);
            admin.invite("ann");
            admin.invite("bob");
            try {
                goThroughAll(chromium, hub.url("/").toString(), mode.equals("self"));
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("shares-" + mode);
                throw failure;
            }
        }
    }

    private static void goThroughAll(Chromium chromium, String home, boolean asks) {
        Page ann = signedIn(chromium, home, "ann");
        Page bob = signedIn(chromium, home, "bob");
        ChainIT.start(ann, home, false);
        assertThat(bob.navigate(home + "user/ann/lab").status()).isIn(403, 404);
        String link = link(ann, home);
        assertThat(link).startsWith(home + "hub/accept-share?code=");
        List<WebSocket> sockets = accept(bob, link, asks);
        ann.onDialog(dialog -> dialog.accept());
        ann.navigate(home + "hub/home");
        ann.click("#given form[action$='/end'] button");
        assertThat(ann.locator("#given form[action$='/end']")).hasCount(0);
        bob.waitForCondition(() -> sockets.stream().allMatch(WebSocket::isClosed));
        bob.onDialog(dialog -> dialog.accept());
        assertThat(bob.navigate(home + "user/ann/lab").status()).isIn(403, 404);
        assertThat(ann.navigate(home + "user/ann/lab").status()).isEqualTo(200);
    }

    private static Page signedIn(Chromium chromium, String home, String name) {
        BrowserContext person = chromium.person();
        Page page = person.newPage();
        Chromium.signIn(page, home, name, FormVisitor.PASSWORD);
        assertThat(page).hasURL(Pattern.compile(".*/hub/home"));
        return page;
    }

    private static String link(Page ann, String home) {
        ann.navigate(home + "hub/home");
        ann.click("a[href$='/hub/home/share/ann']");
        ann.click("form[action$='/hub/home/share-link/ann'] button");
        return ann.locator("#share-link").textContent().strip();
    }

    private static List<WebSocket> accept(Page bob, String link, boolean asks) {
        bob.navigate(link);
        assertThat(bob.locator("main")).containsText("ann shares a server with you");
        bob.click("main form button");
        if (asks) {
            // The server itself signs its visitors in, so bob is asked whether it may learn his name.
            assertThat(bob.locator("main")).containsText("Open ann's server?");
            bob.click("main form button");
        }
        assertThat(bob).hasURL(Pattern.compile(".*/user/ann/lab.*"));
        List<WebSocket> sockets = new CopyOnWriteArrayList<>();
        bob.onWebSocket(sockets::add);
        bob.reload();
        ChainIT.runACell(bob, "print(6*7)", "42");
        List<WebSocket> open =
                sockets.stream().filter(socket -> !socket.isClosed()).toList();
        assertThat(open).isNotEmpty();
        return open;
    }
}
