package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks whether servers can be started in a cluster: the API server responds, the namespace exists, and permissions and storage class are
 * there. For the page Health, the hub's log and {@code berth check}.
 */
final class ClusterCheck {

    private static final String KEYS = "berth.spawner.kubernetes.";
    private static final String PAGE = "docs/howto/kubernetes.md";

    private final Cluster cluster;
    private final Permissions permissions;
    private final KubernetesSpawnerProperties settings;

    ClusterCheck(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.permissions = new Permissions(cluster, settings);
        this.settings = settings;
    }

    /**
     * A problem.
     *
     * @param key the configuration key to which it belongs
     * @param text one sentence or more that include the remedy
     */
    record Problem(String key, String text) {}

    List<Problem> problems() {
        try {
            List<Problem> problems = new ArrayList<>(namespace());
            if (problems.isEmpty()) {
                problems.addAll(permissions());
                problems.addAll(storageClass());
            }
            return List.copyOf(problems);
        } catch (SpawnerUnavailableException | KubernetesClientException failure) {
            return List.of(
                    new Problem(
                            "berth.spawner.type",
                            "The Kubernetes cluster at " + cluster.address() + " cannot be queried: "
                                    + failure.getMessage()
                                    + ". Check that its API server is running, and that KUBECONFIG or the hub's service account is valid."));
        }
    }

    /** What works less well, but works. */
    List<String> advice() {
        try {
            return permissions.missingOfTheCluster().stream()
                    .map(right -> "The hub is not permitted to " + right
                            + ": starts that can never succeed fail only at their timeout. " + PAGE
                            + " describes the ClusterRole.")
                    .toList();
        } catch (SpawnerUnavailableException | KubernetesClientException unknown) {
            return List.of();
        }
    }

    /** Reading a namespace needs a permission that the hub does not have; a dry run of what it may create does not. */
    private List<Problem> namespace() {
        try {
            var _ = Cluster.asked(() -> cluster.client()
                    .configMaps()
                    .inNamespace(cluster.namespace())
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withGenerateName("berth-check-")
                            .endMetadata()
                            .build())
                    .dryRun()
                    .create());
            return List.of();
        } catch (KubernetesClientException refused) {
            boolean missing = refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
            return missing
                    ? List.of(new Problem(
                            KEYS + "namespace",
                            "The cluster does not have the namespace " + cluster.namespace()
                                    + ". Create it as described in " + PAGE + ", or correct " + KEYS + "namespace."))
                    : List.of();
        }
    }

    private List<Problem> permissions() {
        List<String> missing = permissions.missing();
        if (missing.isEmpty()) {
            return List.of();
        }
        String what = permissions.any()
                ? "The hub is not permitted to " + String.join(", ", missing) + " in namespace " + cluster.namespace()
                : "The hub does not have any permissions in namespace " + cluster.namespace()
                        + ", or the namespace does not exist";
        return List.of(new Problem(
                KEYS + "namespace",
                what + ". Apply deploy/kubernetes/users.yaml, and use the service account from it as described in "
                        + PAGE + "."));
    }

    private List<Problem> storageClass() {
        String name = settings.home().storageClass();
        boolean missing = settings.home().kind() == HomeProperties.Kind.CLAIM
                && !name.isEmpty()
                && !cluster.hasStorageClass(name);
        return missing
                ? List.of(new Problem(
                        KEYS + "home.storage-class",
                        KEYS + "home.storage-class is \"" + name
                                + "\", and the cluster does not have this StorageClass. Create it, or use the name of"
                                + " an existing one."))
                : List.of();
    }
}
