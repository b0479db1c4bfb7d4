package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.Cluster;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Kernel;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The whole chain with servers as pods, set up as documented: a separate namespace, minimal permissions for the hub, the network policy.
 */
class KubernetesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static Cluster cluster;
    private static Installation installation;
    private static Hub hub;
    private static FormVisitor admin;
    private static String device;

    @BeforeAll
    static void prepare() {
        Requirement.chromium();
        cluster = Cluster.required("e2e");
        device = "nvidia.com/" + cluster.namespace();
        cluster.offer(device, 4);
        installation = cluster.use(new Installation("kubernetes"))
                .set("berth.culling.interval", "1s")
                .set("berth.spawner.kubernetes.quota[limits.memory]", "8Gi")
                .profiles("""
                  - name: lab
                    display-name: JupyterLab
                    idle-timeout: 25s
                    start-timeout: 170s
                    gpus: 1
                    gpu-resource: "%s"
                  - name: missing
                    image: berth-test/nowhere:1
                  - name: many
                    gpus: 99
                    gpu-resource: "%s"
                  - name: atonce
                    command: [python3, -c, "print('I cannot go on'); exit(7)"]
                  - name: greedy
                    memory: 16GB
                  - name: silent
                    start-timeout: 15s
                    command: [python3, -uc, "import time; print('waiting for a database'); time.sleep(600)"]
                  - name: hungry
                    memory: 64MB
                    command: [python3, -c, "b'much' * 10**9"]
                """.formatted(device, device));
        hub = installation.start("hub", cluster.hubEnvironment(installation)).awaitReady();
        admin = FormVisitor.firstAdmin(hub);
    }

    @AfterAll
    static void end() {
        if (installation != null) {
            installation.close();
        }
        if (cluster != null) {
            cluster.withdraw(device);
            cluster.close();
        }
    }

    @Test
    void aPersonGetsAPodOfTheirOwnLosesItWhenIdleAndFindsTheFilesAgain() throws IOException {
        FormVisitor annsBrowser = admin.invite("ann");
        FormVisitor bobsBrowser = admin.invite("bob");
        RestClient ann = hub.rest(annsBrowser.token("ann"));
        RestClient bob = hub.rest(bobsBrowser.token("bob"));
        String home = hub.url("/").toString();
        try (Chromium chromium = new Chromium()) {
            BrowserContext person = chromium.person();
            Page page = person.newPage();
            page.addLocatorHandler(page.locator(".jp-Dialog button.jp-mod-accept"), Locator::click);
            page.setDefaultTimeout(PATIENCE.toMillis());
            Chromium.signIn(page, home, "ann", FormVisitor.PASSWORD);
            page.waitForURL("**/hub/home");
            try {
                ChainIT.choose(page, home);
                ChainIT.runACell(page, "open('secret-of-ann.txt', 'w').write('hers')", "4");
                thePodIsAnns(ann);
                aNeighbourGetsAtNothing(bob);
                page.onDialog(dialog -> dialog.accept());
                page.navigate("about:blank");
                await("the idle server is culled")
                        .atMost(PATIENCE)
                        .until(() -> ann.state("ann").equals("stopped"));
                assertThat(running("ann")).isZero();
                page.navigate(home + "hub/home");
                assertThat(page.locator("main").textContent()).contains("Stopped because it was idle.");
                ChainIT.choose(page, home);
                ChainIT.runACell(page, "print(open('secret-of-ann.txt').read() * 2)", "hershers");
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("kubernetes");
                throw failure;
            }
        }
    }

    private static void thePodIsAnns(RestClient ann) throws IOException {
        Pod pod = cluster.pod("ann");
        PodSecurityContext security = pod.getSpec().getSecurityContext();
        try (Kernel kernel = Kernel.start(ann, "user/ann/")) {
            assertThat(kernel.run("import os; print(os.getuid(), os.getgid(), os.path.expanduser('~'))"))
                    .isEqualTo(security.getRunAsUser() + " " + security.getRunAsGroup() + " /home/user\n");
            assertThat(kernel.run("import getpass; print(getpass.getuser())")).isEqualTo("ann\n");
        }
        assertThat(security.getRunAsUser()).isGreaterThan(1_000);
        assertThat(pod.getSpec().getContainers().getFirst().getResources().getLimits())
                .containsKey(device)
                .containsKey("memory");
        assertThat(pod.getSpec().getVolumes())
                .anyMatch(volume -> volume.getPersistentVolumeClaim() != null
                        && volume.getPersistentVolumeClaim().getClaimName().equals("claim-ann"));
    }

    private static void aNeighbourGetsAtNothing(RestClient bob) throws IOException {
        bob.start("bob");
        await("bob has his JupyterLab")
                .atMost(PATIENCE)
                .until(() -> bob.state("bob").equals("ready"));
        String hers = cluster.pod("ann").getStatus().getPodIP();
        try (Kernel kernel = Kernel.start(bob, "user/bob/")) {
            assertThat(kernel.run("""
                    import os
                    print([name for where, _, names in os.walk('/') for name in names if name == 'secret-of-ann.txt'])
                    """)).isEqualTo("[]\n");
            assertThat(kernel.canConnect(hers, 8888)).as("her pod").isFalse();
            assertThat(kernel.canConnect("' + os.environ['KUBERNETES_SERVICE_HOST'] + '", 443))
                    .as("the API server")
                    .isFalse();
            assertThat(kernel.canConnect("169.254.169.254", 80))
                    .as("the metadata address")
                    .isFalse();
            assertThat(kernel.run("print(os.path.exists('/var/run/secrets/kubernetes.io'))"))
                    .isEqualTo("False\n");
        }
        assertThat(bob.get("user/ann/api/contents").status()).isIn(302, 403, 404);
    }

    @Test
    void theReasonOfAFailureStaysOnThePage() throws IOException {
        Person cleo = Person.invited(hub, admin, "cleo");
        fails(cleo, "missing", "nowhere:1");
        fails(cleo, "many", "No node has 99 " + device);
        fails(cleo, "atonce", "status 7");
        fails(cleo, "greedy", "all servers together can use at most 8 GiB");
        fails(cleo, "hungry", "used more than its");
        fails(cleo, "silent", "did not start within 15 s");
        assertThat(cleo.browser().get("hub/home/log/cleo").body())
                .as("its pod is gone, and its last lines are not")
                .contains("waiting for a database");
    }

    /** The installation sets the storage class: a separate installation, and a user who does not have a claim yet. */
    @Test
    void aStorageClassThatIsNotThereIsOnThePage() throws IOException {
        try (Installation wrong = cluster.use(new Installation("storage"))
                        .set("berth.spawner.kubernetes.home.storage-class", "nowhere")
                        .profiles("  - name: lab");
                Hub other = wrong.start("hub", cluster.hubEnvironment(wrong)).awaitReady()) {
            fails(Person.invited(other, FormVisitor.firstAdmin(other), "nora"), "lab", "nowhere");
        }
    }

    /** A user with a browser and a token. */
    private record Person(String name, FormVisitor browser, RestClient rest) {
        static Person invited(Hub hub, FormVisitor admin, String name) throws IOException {
            FormVisitor browser = admin.invite(name);
            return new Person(name, browser, hub.rest(browser.token(name)));
        }
    }

    private static void fails(Person person, String profile, String words) throws IOException {
        long began = System.nanoTime();
        assertThat(person.rest().start(person.name(), profile)).isEqualTo(202);
        await("the reason is on the page: " + words)
                .atMost(PATIENCE)
                .until(() -> person.rest().state(person.name()).equals("stopped")
                        && person.browser().get("hub/home").body().contains(words));
        System.out.printf(
                "KubernetesIT: \"%s\" was on the page after %.1f s%n", words, (System.nanoTime() - began) / 1e9);
    }

    @Test
    void aServerWhosePodSomebodyDeletesSaysSo() throws IOException {
        FormVisitor browser = admin.invite("dora");
        RestClient dora = hub.rest(browser.token("dora"));
        dora.start("dora", "lab");
        await("dora has her JupyterLab")
                .atMost(PATIENCE)
                .until(() -> dora.state("dora").equals("ready"));
        cluster.admin()
                .pods()
                .inNamespace(cluster.namespace())
                .withName("jupyter-dora")
                .delete();
        await("the page says that it was deleted")
                .atMost(PATIENCE)
                .until(() -> browser.get("hub/home").body().contains("was deleted outside Berth"));
        assertThat(running("dora")).isZero();
    }

    private static long running(String user) {
        return cluster.pods().stream()
                .filter(pod -> pod.getMetadata().getName().equals("jupyter-" + user))
                .filter(pod -> !java.util.List.of("Succeeded", "Failed")
                        .contains(pod.getStatus().getPhase()))
                .count();
    }
}
