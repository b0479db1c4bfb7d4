package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.DockerEngine;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Kernel;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole chain with servers as containers of a Docker engine, set up as documented. */
class DockerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static DockerEngine engine;
    private static Installation installation;
    private static Hub hub;
    private static FormVisitor admin;

    @BeforeAll
    static void prepare() {
        Requirement.chromium();
        engine = DockerEngine.required("e2e");
        engine.keepServersAwayFromTheMachine();
        installation = engine.use(new Installation("docker"))
                .set("berth.culling.interval", "1s")
                .profiles("""
                  - name: lab
                    display-name: JupyterLab
                    idle-timeout: 25s
                  - name: missing
                    image: example.org/nowhere:1
                """);
        hub = installation.start("hub", Map.of()).awaitReady();
        admin = FormVisitor.firstAdmin(hub);
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void aPersonGetsAContainerOfTheirOwnLosesItWhenIdleAndFindsTheFilesAgain() throws IOException {
        RestClient ann = hub.rest(admin.invite("ann").token("ann"));
        RestClient bob = hub.rest(admin.invite("bob").token("bob"));
        String home = hub.url("/").toString();
        try (Chromium chromium = new Chromium()) {
            Page page = chromium.person().newPage();
            page.addLocatorHandler(page.locator(".jp-Dialog button.jp-mod-accept"), Locator::click);
            page.setDefaultTimeout(PATIENCE.toMillis());
            Chromium.signIn(page, home, "ann", FormVisitor.PASSWORD);
            page.waitForURL("**/hub/home");
            try {
                ChainIT.choose(page, home);
                ChainIT.runACell(page, "open('secret-of-ann.txt', 'w').write('hers')", "4");
                theContainerIsAnns(ann);
                aNeighbourReachesNothing(bob);
                page.onDialog(dialog -> dialog.accept());
                page.navigate("about:blank");
                await("the idle server is culled")
                        .atMost(PATIENCE)
                        .until(() -> ann.state("ann").equals("stopped"));
                assertThat(engine.running("ann")).isEmpty();
                page.navigate(home + "hub/home");
                assertThat(page.locator("main").textContent()).contains("Stopped because it was idle.");
                ChainIT.choose(page, home);
                ChainIT.runACell(page, "print(open('secret-of-ann.txt').read() * 2)", "hershers");
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("docker");
                throw failure;
            }
        }
    }

    private static void theContainerIsAnns(RestClient ann) throws IOException {
        String id = engine.running("ann").getFirst();
        String user = engine.docker("inspect", "-f", "{{.Config.User}}", id).strip();
        assertThat(user).matches("[1-9]\\d{4}:[1-9]\\d{4}");
        assertThat(engine.docker("inspect", "-f", "{{.HostConfig.Memory}}", id).strip())
                .isEqualTo(Long.toString(512L << 20));
        try (Kernel kernel = Kernel.start(ann, "user/ann/")) {
            assertThat(
                            kernel.run(
                                    "import os, getpass; print(os.getuid(), os.getgid(), getpass.getuser(), os.path.expanduser('~'), sep=':')"))
                    .isEqualTo(user + ":ann:/home/user\n");
        }
    }

    private static void aNeighbourReachesNothing(RestClient bob) throws IOException {
        bob.start("bob");
        await("bob has his JupyterLab")
                .atMost(PATIENCE)
                .until(() -> bob.state("bob").equals("ready"));
        String hers = engine.address(engine.running("ann").getFirst());
        try (Kernel kernel = Kernel.start(bob, "user/bob/")) {
            assertThat(kernel.run("""
                    import os
                    print([name for where, _, names in os.walk('/') for name in names if name == 'secret-of-ann.txt'])
                    """)).isEqualTo("[]\n");
            assertThat(kernel.canConnect(hers, 8888)).as("her container").isFalse();
            assertThat(kernel.canConnect(engine.gateway(), hub.port()))
                    .as("the hub's machine")
                    .isFalse();
            assertThat(kernel.canConnect("169.254.169.254", 80))
                    .as("the metadata address")
                    .isFalse();
            assertThat(kernel.run("print(os.path.exists('/var/run/docker.sock'))"))
                    .isEqualTo("False\n");
        }
        assertThat(bob.get("user/ann/api/contents").status()).isIn(302, 403, 404);
    }

    @Test
    void aStartThatCannotSucceedSaysWhy() throws IOException {
        FormVisitor browser = admin.invite("eve");
        RestClient eve = hub.rest(browser.token("eve"));
        eve.start("eve", "missing");
        await("the reason is on the page")
                .atMost(PATIENCE)
                .until(() -> browser.get("hub/home")
                        .body()
                        .contains("The image example.org/nowhere:1 does not exist on the machine."));
        assertThat(eve.state("eve")).isEqualTo("stopped");
    }
}
