package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.Cluster;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.OperatingSystem;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JupyterHub's own single-user server in a pod, in both generations: it calls the hub through the proxy and signs its visitors in. */
class KubernetesSingleUserIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @ParameterizedTest(name = "jupyterhub-singleuser {0}")
    @ValueSource(strings = {"5.5.4", "6.1.1"})
    void aPersonWorksInAPodThatSignsThemIn(String version) throws Exception {
        try (Cluster cluster = Cluster.required("single")) {
            String image = cluster.jupyterImage(version);
            int port = OperatingSystem.freePort();
            cluster.letServersReach(cluster.nodeAddress(), port);
            try (Installation installation = installation(cluster, image, port);
                    Hub hub = installation
                            .start("hub", port, OperatingSystem.freePort(), environment(cluster, installation))
                            .awaitReady();
                    Chromium chromium = new Chromium()) {
                FormVisitor admin = FormVisitor.firstAdmin(hub);
                RestClient ann = hub.rest(admin.invite("ann").token("ann"));
                RestClient bob = hub.rest(admin.invite("bob").token("bob"));
                try {
                    aPersonRunsACell(chromium, hub);
                    await("the server has reported its activity")
                            .atMost(PATIENCE)
                            .until(() -> !ann.get("hub/api/users/ann").body().contains("\"last_activity\":null"));
                    assertThat(ann.get("user/ann/api/kernels").status()).isEqualTo(200);
                    assertThat(bob.get("user/ann/api/kernels").status()).isIn(403, 404);
                } catch (AssertionError | RuntimeException failure) {
                    chromium.shoot("kubernetes-singleuser-" + version);
                    throw failure;
                }
            }
        }
    }

    private static Installation installation(Cluster cluster, String image, int port) {
        return cluster.use(new Installation("kubernetes-self"))
                .set("berth.spawner.kubernetes.image", image)
                .set("berth.standard-profile.mode", "self")
                .set("berth.standard-profile.start-timeout", "170s")
                .set("berth.servers.hub-url", "http://" + cluster.nodeAddress() + ":" + port);
    }

    /** Pods come from outside of this machine. What is in front of a real installation ends TLS. */
    private static Map<String, String> environment(Cluster cluster, Installation installation) {
        Map<String, String> environment = new HashMap<>(cluster.hubEnvironment(installation));
        environment.put("BERTH_HOST", "0.0.0.0");
        environment.put("BERTH_PROXY_TRUSTEDPROXIES", "127.0.0.1/32");
        return environment;
    }

    private static void aPersonRunsACell(Chromium chromium, Hub hub) {
        String home = hub.url("/").toString();
        BrowserContext person = chromium.person();
        Page page = person.newPage();
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.navigate(home);
        Chromium.signIn(page, home, "ann", FormVisitor.PASSWORD);
        ChainIT.start(page, home, false);
        ChainIT.runACell(page, "import os; print(os.environ['JUPYTERHUB_USER'] * 2)", "annann");
        assertThat(person.cookies()).anyMatch(cookie -> cookie.name.equals("jupyterhub-user-ann"));
    }
}
