package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chp;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.HubProcess;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.Requirement;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An installation that keeps JupyterHub's proxy: a person works, another one is refused, and the proxy restarts. */
class ChpIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @Test
    void aPersonWorksThroughConfigurableHttpProxyAlsoAfterItsRestart() throws Exception {
        int hubPort = OperatingSystem.freePort();
        try (Installation installation = new Installation("chp")
                .set(
                        "berth.spawner.local.python",
                        PythonTools.withJupyterHub("6.1.1").toString())
                .set("berth.standard-profile.mode", "self")
                .set("berth.chp.check-interval", "2s")) {
            Chp chp = Chp.of(installation, hubPort);
            HubProcess first = chp.start();
            try (Hub hub = installation
                            .start("hub", OperatingSystem.freePort(), hubPort, Map.of())
                            .awaitReady();
                    Chromium chromium = new Chromium()) {
                await("the hub's route")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> routes(chp).contains("\"/\""));
                FormVisitor admin = FormVisitor.firstAdmin(hub, chp.url("/"));
                admin.invite("ann");
                admin.invite("bob");
                try {
                    goThroughAll(chromium, chp, first);
                } catch (AssertionError | RuntimeException failure) {
                    chromium.shoot("chp");
                    throw failure;
                }
            }
        }
    }

    private static void goThroughAll(Chromium chromium, Chp chp, HubProcess first) throws IOException {
        String home = chp.url("/").toString();
        Page ann = signedIn(chromium, home, "ann");
        ChainIT.start(ann, home, false);
        ChainIT.runACell(ann, "print(6*7)", "42");
        assertThat(routes(chp)).contains("\"/user/ann\"");
        Page bob = signedIn(chromium, home, "bob");
        assertThat(bob.navigate(home + "user/ann/lab").status()).isIn(403, 404);
        first.stop();
        chp.start();
        await("its routes are back")
                .atMost(Duration.ofSeconds(30))
                .until(() -> routes(chp).contains("\"/user/ann\""));
        ann.reload();
        ChainIT.runACell(ann, "print(6*8)", "48");
        ann.onDialog(dialog -> dialog.accept());
        ann.navigate(home + "hub/home");
        ann.click("form[action*='/hub/home/stop'] button");
        assertThat(ann.locator(".state")).hasText("Stopped");
        assertThat(routes(chp)).doesNotContain("\"/user/ann\"");
        // The proxy passes all cookies on: those of the hub must not be sent to servers.
        assertThat(ann.context().cookies(home + "user/ann/lab"))
                .extracting(cookie -> cookie.name)
                .noneMatch(name -> name.contains("berth") || name.contains("jupyterhub-hub-login"));
        ann.navigate(home + "user/ann/lab");
        assertThat(ann).hasURL(home + "hub/user/ann/lab");
        assertThat(ann.locator("h1")).isVisible();
    }

    private static Page signedIn(Chromium chromium, String home, String name) {
        BrowserContext person = chromium.person();
        Page page = person.newPage();
        Chromium.signIn(page, home, name, FormVisitor.PASSWORD);
        assertThat(page).hasURL(Pattern.compile(".*/hub/home"));
        return page;
    }

    /** Empty while the proxy does not respond. */
    private static String routes(Chp chp) {
        try {
            return chp.api().get("api/routes").body();
        } catch (IOException away) {
            return "";
        }
    }
}
