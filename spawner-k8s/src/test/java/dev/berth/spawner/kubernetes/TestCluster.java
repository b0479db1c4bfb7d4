package dev.berth.spawner.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assumptions;

/**
 * A separate namespace on the cluster that KUBECONFIG names, which enforces Pod Security "restricted", and an administrator's view of it.
 * Closing deletes it.
 */
final class TestCluster implements AutoCloseable {

    /** Small images in the test cluster; for other clusters, set the variables. */
    static final String SMALL_IMAGE = Objects.requireNonNullElse(System.getenv("BERTH_TEST_IMAGE"), "berth-test/base");

    /**
     * A server that responds to everything with 404, exits with status 0 on SIGUSR1 or SIGTERM, and with 3 on SIGUSR2. The pod's first
     * process ignores signals for which it does not have a handler.
     */
    static final List<String> SMALL_SERVER = List.of(
            "sh",
            "-c",
            "trap 'exit 0' USR1 TERM; trap 'exit 3' USR2; echo serving on {port}; httpd -f -p {port} & wait; wait");

    private final KubernetesClient admin;
    private final String namespace;

    private TestCluster(KubernetesClient admin, String namespace) {
        this.admin = admin;
        this.namespace = namespace;
    }

    /** Skips the test with a reason if a cluster is not available. */
    static TestCluster required(String name) {
        if (System.getenv("KUBECONFIG") == null) {
            String reason = "no KUBECONFIG: this test needs a Kubernetes cluster";
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        KubernetesClient admin = new KubernetesClientBuilder().build();
        String namespace = "berth-" + name + "-" + UUID.randomUUID().toString().substring(0, 8);
        admin.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        await("a ServiceAccount, without which no pod is admitted")
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.serviceAccounts()
                                .inNamespace(namespace)
                                .withName("default")
                                .get()
                        != null);
        return new TestCluster(admin, namespace);
    }

    KubernetesClient admin() {
        return admin;
    }

    String namespace() {
        return namespace;
    }

    /** The spawner of a hub in this namespace. */
    KubernetesSpawner spawner(String... settings) {
        return spawner(Config.autoConfigure(null), settings);
    }

    /** The spawner of a hub that reaches the API server through the given configuration. */
    KubernetesSpawner spawner(Config config, String... settings) {
        return spawner(KubernetesSpawnerAutoConfiguration.client(config), settings);
    }

    /** The spawner of a hub whose calls a test can break or hold. */
    KubernetesSpawner spawner(Turnstile turnstile, String... settings) {
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestRetryBackoffLimit(0)
                .build();
        return spawner(
                new KubernetesClientBuilder()
                        .withConfig(config)
                        .withHttpClientBuilderConsumer(
                                builder -> builder.addOrReplaceInterceptor("turnstile", turnstile))
                        .build(),
                settings);
    }

    /** The spawner of a hub whose clock stands still, so that nothing that it caches ever expires. */
    KubernetesSpawner spawnerWithoutTime(String... settings) {
        return spawner(
                KubernetesSpawnerAutoConfiguration.client(Config.autoConfigure(null)),
                InstantSource.fixed(Instant.EPOCH),
                settings);
    }

    private KubernetesSpawner spawner(KubernetesClient client, String... settings) {
        return spawner(client, InstantSource.system(), settings);
    }

    private KubernetesSpawner spawner(KubernetesClient client, InstantSource clock, String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 3);
        all[settings.length] = "namespace=" + namespace;
        all[settings.length + 1] = "memory=64MB";
        all[settings.length + 2] = "image=" + SMALL_IMAGE;
        KubernetesSpawnerProperties properties = TestSettings.of(all);
        KubernetesSpawner spawner = KubernetesSpawner.open(client, properties, clock);
        await("the spawner watches").atMost(Duration.ofSeconds(30)).until(spawner::isCurrent);
        return spawner;
    }

    /** A configuration that leads through a gate instead of directly to the API server. */
    static Config through(Gate gate) {
        return new ConfigBuilder(Config.autoConfigure(null))
                .withMasterUrl("https://127.0.0.1:" + gate.port() + "/")
                .withDisableHostnameVerification(true)
                .build();
    }

    static Gate gate() {
        java.net.URI master = java.net.URI.create(Config.autoConfigure(null).getMasterUrl());
        return new Gate(master.getHost(), master.getPort() < 0 ? 443 : master.getPort());
    }

    List<Pod> pods(String runtimeName) {
        return admin.pods()
                .inNamespace(namespace)
                .withLabel(Names.SERVER, runtimeName)
                .list()
                .getItems();
    }

    Pod pod(String runtimeName) {
        return pods(runtimeName).getFirst();
    }

    /** Makes each node offer this many of a device, which scheduler and kubelet then count. */
    void offer(String device, int count) {
        patchNodes("{\"status\":{\"capacity\":{\"" + device + "\":\"" + count + "\"}}}");
        await("the nodes offer " + device)
                .atMost(Duration.ofSeconds(60))
                .until(() -> admin.nodes().list().getItems().stream()
                        .anyMatch(node -> node.getStatus().getAllocatable().containsKey(device)));
    }

    void withdraw(String device) {
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

    /** Gives a service account of the namespace a permission. */
    void permit(String account, String resource, List<String> verbs) {
        admin.rbac()
                .roles()
                .inNamespace(namespace)
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(resource)
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("")
                        .withResources(resource)
                        .withVerbs(verbs)
                        .endRule()
                        .build())
                .create();
        admin.rbac()
                .roleBindings()
                .inNamespace(namespace)
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(resource)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", resource)
                        .addNewSubject("", "ServiceAccount", account, namespace)
                        .build())
                .create();
    }

    /** How much of a quota is used, as the API server counts it. */
    BigDecimal used(String quota, String resource) {
        return admin.resourceQuotas()
                .inNamespace(namespace)
                .withName(quota)
                .get()
                .getStatus()
                .getUsed()
                .get(resource)
                .getNumericalAmount();
    }

    boolean quotaIsCounted(String quota) {
        ResourceQuota found =
                admin.resourceQuotas().inNamespace(namespace).withName(quota).get();
        return found != null
                && found.getStatus() != null
                && found.getStatus().getUsed() != null
                && !found.getStatus().getUsed().isEmpty();
    }

    /** Changes every pod without a meaning. */
    void touchPods() {
        String now = Long.toString(System.nanoTime());
        admin.pods()
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(pod -> admin.pods()
                        .inNamespace(namespace)
                        .withName(pod.getMetadata().getName())
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\":{\"annotations\":{\"berth.dev/touched\":\"" + now + "\"}}}"));
    }

    /** The pods that run or will run. */
    long running(String runtimeName) {
        return pods(runtimeName).stream()
                .filter(pod -> !PodReading.isOver(pod) && !PodReading.isGated(pod))
                .count();
    }

    void signal(String runtimeName, String signal) {
        exec(pod(runtimeName).getMetadata().getName(), "kill", "-" + signal, "1");
    }

    /** Runs a program in a server's container and returns its output. */
    String exec(String pod, String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (ExecWatch watch = admin.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(Names.CONTAINER)
                .writingOutput(output)
                .writingError(output)
                .exec(words)) {
            watch.exitCode().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException containerGone) {
            output.writeBytes((" " + containerGone).getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        admin.namespaces().withName(namespace).delete();
        admin.close();
    }
}
