package dev.berth.e2e.harness;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A namespace for users' servers on the cluster that KUBECONFIG names, set up as documented, with an administrator's view of it. Closing
 * removes it.
 */
public final class Cluster implements AutoCloseable {

    /** An image in the test cluster; for other clusters, the variable names another image with JupyterLab. */
    public static final String JUPYTER_IMAGE =
            Objects.requireNonNullElse(System.getenv("BERTH_TEST_JUPYTER_IMAGE"), "berth-test/jupyter:latest");

    /** An image with a shell and httpd. */
    public static final String SMALL_IMAGE =
            Objects.requireNonNullElse(System.getenv("BERTH_TEST_IMAGE"), "berth-test/base");

    private static final long HOURS = 4 * 3600L;

    private final KubernetesClient admin = new KubernetesClientBuilder().build();
    private final String namespace;
    private final String setUp;

    private Cluster(String name) {
        this.namespace = "berth-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
        try {
            this.setUp = Files.readString(Project.file("deploy/kubernetes/users.yaml"))
                    .replace("berth-users", namespace);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        admin.load(stream(setUp)).serverSideApply();
        await("the namespace is ready for pods")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.serviceAccounts()
                                .inNamespace(namespace)
                                .withName("default")
                                .get()
                        != null);
    }

    /** Skips the test if a cluster is not available. */
    public static Cluster required(String name) {
        Requirement.cluster();
        return new Cluster(name);
    }

    public KubernetesClient admin() {
        return admin;
    }

    public String namespace() {
        return namespace;
    }

    /** Configures an installation's hubs to use this namespace, with the documented permissions. */
    public Installation use(Installation installation) {
        return installation
                .set("berth.spawner.type", "kubernetes")
                .set("berth.spawner.kubernetes.namespace", namespace)
                .set("berth.spawner.kubernetes.image", JUPYTER_IMAGE)
                .set("berth.spawner.kubernetes.memory", "512MB")
                .set("berth.spawner.kubernetes.templates.default.shared-memory", "64MB")
                .set("berth.spawner.kubernetes.templates.default.memory-request", "64MB")
                .set(
                        "berth.routing.server-networks",
                        Objects.requireNonNullElse(System.getenv("BERTH_TEST_POD_NETWORK"), "10.0.0.0/8"));
    }

    /** The environment that a hub of this installation needs: a kubeconfig of its service account. */
    public Map<String, String> hubEnvironment(Installation installation) {
        Config config = Config.autoConfigure(null);
        String token = admin.serviceAccounts()
                .inNamespace(namespace)
                .withName("berth-hub")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(HOURS)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        String text = """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                users: [{name: u, user: {token: "%s"}}]
                contexts: [{name: c, context: {cluster: c, user: u, namespace: "%s"}}]
                current-context: c
                """.formatted(config.getMasterUrl(), config.getCaCertData(), token, namespace);
        try {
            Path file = Files.writeString(installation.home().resolve("kubeconfig"), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return Map.of("KUBECONFIG", file.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public List<Pod> pods() {
        return admin.pods()
                .inNamespace(namespace)
                .withLabel("component", "singleuser-server")
                .list()
                .getItems();
    }

    public Pod pod(String user) {
        return Objects.requireNonNull(
                admin.pods().inNamespace(namespace).withName("jupyter-" + user).get(), "no pod of " + user);
    }

    /** An image with this version of JupyterHub's single-user server; the test is skipped if the nodes do not have it. */
    public String jupyterImage(String jupyterHub) {
        String image = "berth-test/jupyter:" + jupyterHub;
        boolean there = admin.nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getImages().stream())
                .flatMap(each -> each.getNames().stream())
                .anyMatch(name -> name.endsWith(image));
        if (!there) {
            Requirement.skip("no node of the cluster has the image " + image);
        }
        return image;
    }

    /** The address of the machine on which this test runs, if it is a node of the cluster. */
    public String nodeAddress() {
        return admin.nodes().list().getItems().getFirst().getStatus().getAddresses().stream()
                .filter(address -> address.getType().equals("InternalIP"))
                .map(NodeAddress::getAddress)
                .findFirst()
                .orElseThrow();
    }

    /** Servers of this namespace can connect to one more address. */
    public void letServersReach(String address, int port) {
        admin.load(stream("""
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: test-hub, namespace: %s}
                spec:
                  podSelector: {matchLabels: {component: singleuser-server}}
                  policyTypes: [Egress]
                  egress: [{to: [{ipBlock: {cidr: %s/32}}], ports: [{port: %d}]}]
                """.formatted(namespace, address, port))).serverSideApply();
    }

    /** Makes every node offer this many of a device. */
    public void offer(String device, int count) {
        patchNodes("{\"status\":{\"capacity\":{\"" + device + "\":\"" + count + "\"}}}");
    }

    public void withdraw(String device) {
        patchNodes("{\"status\":{\"capacity\":{\"" + device + "\":null},\"allocatable\":{\"" + device + "\":null}}}");
    }

    private void patchNodes(String patch) {
        admin.nodes()
                .list()
                .getItems()
                .forEach(node -> admin.nodes()
                        .withName(node.getMetadata().getName())
                        .subresource("status")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        admin.load(stream(setUp)).delete();
        admin.close();
    }
}
