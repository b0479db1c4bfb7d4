package dev.berth.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.Requirement;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What JupyterLab offers to people about its hub, in a server that JupyterHub's own single-user server runs. */
class JupyterLabMenusIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @ParameterizedTest(name = "jupyterhub-singleuser {0}, server \"{1}\"")
    @CsvSource({"6.1.1, ''", "5.5.4, gpu"})
    void aPersonStopsTheServerFromTheControlPanelAndRestartsItFromJupyterLab(String version, String server)
            throws Exception {
        try (Installation installation = new Installation("menus")
                        .set(
                                "berth.spawner.local.python",
                                PythonTools.withJupyterHub(version).toString())
                        .set("berth.standard-profile.mode", "self")
                        .set("berth.servers.named-limit", "1");
                Hub hub = installation.start("hub", Map.of()).awaitReady();
                Chromium chromium = new Chromium()) {
            FormVisitor.firstAdmin(hub).invite("ann");
            try {
                goThroughAll(chromium.person().newPage(), hub.url("/").toString(), server);
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("menus-" + version);
                throw failure;
            }
        }
    }

    private static void goThroughAll(Page page, String home, String server) {
        String own = server.isEmpty() ? "ann" : "ann/" + server;
        Chromium.signIn(page, home, "ann", FormVisitor.PASSWORD);
        assertThat(page).hasURL(Pattern.compile(".*/hub/home"));
        page.navigate(home + "hub/spawn/" + own + "?choose");
        page.click("main form button");
        Pattern lab = Pattern.compile(".*/user/" + own + "/lab.*");
        assertThat(page).hasURL(lab);
        ChainIT.runACell(page, "print(6*7)", "42");
        stop(page.waitForPopup(() -> fileMenu(page, "Hub Control Panel")), server);
        // JupyterLab notices by itself.
        Locator restart = page.locator(".jp-Dialog").getByText("Restart", exactly());
        restart.waitFor();
        Page started = page.waitForPopup(restart::click);
        assertThat(started).hasURL(lab);
        // The notebook's kernel ended with the server: take the one that is offered.
        page.addLocatorHandler(page.locator(".jp-Dialog button.jp-mod-accept"), Locator::click);
        page.reload();
        ChainIT.runACell(page, "print(6*8)", "48");
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private static void stop(Page controlPanel, String server) {
        assertThat(controlPanel).hasURL(Pattern.compile(".*/hub/home"));
        Locator card = controlPanel.locator("[id='server-" + server + "']");
        assertThat(card.locator(".state")).hasText("Ready");
        card.locator("form[action*='/hub/home/stop'] button").click();
        assertThat(card.locator(".state")).hasText("Stopped");
    }

    static void fileMenu(Page page, String entry) {
        page.locator(".lm-MenuBar-itemLabel").getByText("File", exactly()).click();
        page.locator(".lm-Menu-itemLabel")
                .getByText(entry, exactly())
                .filter(new Locator.FilterOptions().setVisible(true))
                .click();
    }
}
