package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Kernel;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Idle servers are stopped and busy servers are not, with or without an open tab. */
class CullingIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static Installation installation;
    private static Hub hub;
    private static FormVisitor admin;
    private static RestClient rest;

    @BeforeAll
    static void prepare() throws IOException {
        installation =
                new Installation("cull").set("berth.culling.interval", "1s").profiles("""
                  - name: jupyterlab
                    idle-timeout: 20s
                """);
        if (!dev.berth.e2e.harness.OperatingSystem.isRoot()) {
            installation.set("berth.spawner.local.shared-uid", "accepted");
        }
        hub = installation.start("hub", Map.of()).awaitReady();
        admin = FormVisitor.firstAdmin(hub);
        rest = hub.rest(admin.token("admin"));
        rest.post("hub/api/users/witness", null);
    }

    @AfterAll
    static void end() {
        installation.close();
    }

    @Test
    void anIdleServerIsCulledThoughItsTabIsOpenAndTheHomePageSaysWhy() throws IOException {
        Requirement.chromium();
        admin.invite("ann");
        try (Chromium chromium = new Chromium()) {
            BrowserContext person = chromium.person();
            Page page = person.newPage();
            Chromium.signIn(page, hub.url("/").toString(), "ann", FormVisitor.PASSWORD);
            page.waitForURL("**/hub/home");
            start("ann");
            page.navigate(hub.url("/user/ann/lab").toString());
            page.locator(".jp-LauncherCard").first().waitFor();
            page.waitForCondition(
                    () -> state("ann").equals("stopped"),
                    new Page.WaitForConditionOptions().setTimeout(PATIENCE.toMillis()));
            Page home = person.newPage();
            home.navigate(hub.url("/hub/home").toString());
            assertThat(home.locator("main").textContent()).contains("Stopped because it was idle.");
            home.locator(".notice details summary").click();
            assertThat(home.locator(".notice details pre").textContent()).contains("lastUse", "idleSince", "kernels");
        }
    }

    @Test
    void aBusyKernelSurvivesWithItsTabClosed() throws IOException {
        rest.post("hub/api/users/bob", null);
        start("bob");
        enter("bob");
        try (Kernel kernel = Kernel.start(rest, "user/bob/")) {
            kernel.send("while True: pass");
            await("the kernel is busy")
                    .atMost(PATIENCE)
                    .until(() -> rest.get("user/bob/api/kernels").body().contains("\"busy\""));
        }
        aWitnessIsCulled();
        aWitnessIsCulled();
        assertThat(rest.state("bob")).isEqualTo("ready");
    }

    @Test
    void aJobInATerminalSurvivesWithItsTabClosed() throws IOException {
        rest.post("hub/api/users/cleo", null);
        start("cleo");
        enter("cleo");
        String terminal = rest.post("user/cleo/api/terminals", Map.of())
                .json()
                .path("name")
                .asString();
        URI address = URI.create("ws://127.0.0.1:" + hub.port() + "/user/cleo/terminals/websocket/" + terminal);
        WebSocket socket = Kernel.connect(address, "Authorization", "token " + rest.token())
                .join();
        socket.sendText("[\"stdin\", \"sleep 1000\\r\"]", true).join();
        await("the job runs").atMost(PATIENCE).until(() -> isSleeping("cleo"));
        socket.abort();
        aWitnessIsCulled();
        aWitnessIsCulled();
        assertThat(rest.state("cleo")).isEqualTo("ready");
    }

    /**
     * Waits until another server was started, idle and stopped: by then the culler has had enough time for servers that were idle earlier.
     */
    private static void aWitnessIsCulled() throws IOException {
        start("witness");
        await("the idle witness is culled")
                .atMost(PATIENCE)
                .until(() -> state("witness").equals("stopped"));
    }

    /** The administrator's token accesses somebody else's server here, which requires a reason. */
    private static void enter(String user) throws IOException {
        assertThat(rest.post("hub/api/berth/users/" + user + "/server-access", Map.of("reason", "a test of culling"))
                        .status())
                .isEqualTo(201);
    }

    private static void start(String user) throws IOException {
        assertThat(rest.start(user)).isEqualTo(202);
        await("the server of " + user + " is ready")
                .atMost(PATIENCE)
                .until(() -> state(user).equals("ready"));
    }

    private static String state(String user) {
        try {
            return rest.state(user);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static boolean isSleeping(String user) {
        return dev.berth.e2e.harness.OperatingSystem.processes(installation.nodeId()).stream()
                .filter(process -> process.user().equals(user))
                .anyMatch(process -> ProcessHandle.of(process.pid())
                        .flatMap(handle -> handle.info().commandLine())
                        .orElse("")
                        .contains("sleep 1000"));
    }
}
