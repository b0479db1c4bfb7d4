package dev.berth.spawner.kubernetes;

import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls to the API server that the spawner makes, each of which reads or writes the newest state. An API server that does not answer
 * is a {@link SpawnerUnavailableException}; one that refuses is a {@link KubernetesClientException} with its status code.
 */
final class Cluster {

    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final String namespace;

    Cluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    Optional<Pod> pod(String name) {
        return Optional.ofNullable(
                asked(() -> client.pods().inNamespace(namespace).withName(name).get()));
    }

    /** Empty when there is a pod of that name. */
    Optional<Pod> create(Pod pod) {
        return unlessThere(
                () -> client.pods().inNamespace(namespace).resource(pod).create());
    }

    /** Lets the scheduler have a pod. False when it is not there any more. */
    boolean ungate(Pod pod) {
        // The UID in a patch is a precondition: another pod of that name is a conflict.
        String patch =
                "{\"metadata\":{\"uid\":\"" + pod.getMetadata().getUid() + "\"},\"spec\":{\"schedulingGates\":null}}";
        return changed(() -> client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /** Writes an annotation on a pod, if it is still there. */
    void annotate(Pod pod, String key, String value) {
        String patch = "{\"metadata\":{\"uid\":\"" + pod.getMetadata().getUid() + "\",\"annotations\":{\"" + key
                + "\":\"" + value + "\"}}}";
        var _ = changed(() -> client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /**
     * Begins to delete this very pod; nothing happens when it is gone.
     *
     * @param graceSeconds what its processes get to end; 0 takes the object away at once, which is for pods without processes only
     */
    void delete(Pod pod, long graceSeconds) {
        var options = new DeleteOptionsBuilder()
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .endPreconditions()
                .withGracePeriodSeconds(graceSeconds)
                .build();
        var _ = changed(() -> client.raw(
                "/api/v1/namespaces/" + namespace + "/pods/" + pod.getMetadata().getName(), "DELETE", options));
    }

    Optional<ConfigMap> configMap(String name) {
        return Optional.ofNullable(asked(
                () -> client.configMaps().inNamespace(namespace).withName(name).get()));
    }

    /** Empty when there is one of that name. */
    Optional<ConfigMap> create(ConfigMap map) {
        return unlessThere(
                () -> client.configMaps().inNamespace(namespace).resource(map).create());
    }

    /** Under its resource version; empty when somebody wrote it meanwhile, or it is gone. */
    Optional<ConfigMap> update(ConfigMap map) {
        try {
            return Optional.of(asked(() -> client.configMaps()
                    .inNamespace(namespace)
                    .resource(map)
                    .lockResourceVersion()
                    .update()));
        } catch (KubernetesClientException refused) {
            if (isConflict(refused) || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** This very version of it; false when somebody wrote it meanwhile. */
    boolean delete(ConfigMap map) {
        var options = new DeleteOptionsBuilder()
                .withNewPreconditions()
                .withUid(map.getMetadata().getUid())
                .withResourceVersion(map.getMetadata().getResourceVersion())
                .endPreconditions()
                .build();
        return changed(() -> client.raw(
                "/api/v1/namespaces/" + namespace + "/configmaps/"
                        + map.getMetadata().getName(),
                "DELETE",
                options));
    }

    /** Nothing happens when there is one of that name: the name is one start's alone. */
    void create(Secret secret) {
        unlessThere(
                () -> client.secrets().inNamespace(namespace).resource(secret).create());
    }

    Optional<Secret> secret(String name) {
        return Optional.ofNullable(asked(
                () -> client.secrets().inNamespace(namespace).withName(name).get()));
    }

    Optional<PersistentVolumeClaim> claim(String name) {
        return Optional.ofNullable(asked(() -> client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get()));
    }

    List<PersistentVolumeClaim> claims(String label, String value) {
        return asked(() -> client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withLabel(label, value)
                .list()
                .getItems());
    }

    Optional<PersistentVolumeClaim> create(PersistentVolumeClaim claim) {
        return unlessThere(() -> client.persistentVolumeClaims()
                .inNamespace(namespace)
                .resource(claim)
                .create());
    }

    /** Adds labels and annotations to a claim; what it is bound to stays. */
    void mark(PersistentVolumeClaim claim, Map<String, String> labels, Map<String, String> annotations) {
        asked(() -> client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(claim.getMetadata().getName())
                .edit(found -> {
                    found.getMetadata().getLabels().putAll(labels);
                    found.getMetadata().getAnnotations().putAll(annotations);
                    return found;
                }));
    }

    /** Whether a StorageClass of this name is there; yes where the hub may not know. */
    boolean hasStorageClass(String name) {
        try {
            return asked(() -> client.storage()
                            .v1()
                            .storageClasses()
                            .withName(name)
                            .get())
                    != null;
        } catch (KubernetesClientException refused) {
            return true;
        }
    }

    /** All nodes as the API server has them in memory; none where the hub may not know. */
    List<Node> nodes() {
        try {
            return asked(() -> client.nodes()
                    .list(new io.fabric8.kubernetes.api.model.ListOptionsBuilder()
                            .withResourceVersion("0")
                            .build())
                    .getItems());
        } catch (KubernetesClientException refused) {
            return List.of();
        }
    }

    /** The last of a container's log; empty where there is none. */
    String log(String pod, String container, int lines, int bytes) {
        try {
            String text = asked(() -> client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .inContainer(container)
                    .limitBytes(bytes)
                    .tailingLines(lines)
                    .getLog());
            return text == null ? "" : text;
        } catch (KubernetesClientException notStarted) {
            return "";
        }
    }

    static boolean isConflict(KubernetesClientException refused) {
        return refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** A call; what is not an answer of the API server itself is an outage. */
    static <T extends @Nullable Object> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException failure) {
            int code = failure.getCode();
            if (code <= 0 || code == 401 || code == 429 || code >= 500) {
                throw new SpawnerUnavailableException(
                        "The API server of the cluster did not answer: " + brief(failure), failure);
            }
            throw failure;
        }
    }

    private static String brief(KubernetesClientException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }

    private static <T> Optional<T> unlessThere(Supplier<T> creation) {
        try {
            return Optional.of(asked(creation));
        } catch (KubernetesClientException refused) {
            boolean there = isConflict(refused)
                    && refused.getStatus() != null
                    && "AlreadyExists".equals(refused.getStatus().getReason());
            if (there) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static boolean changed(Supplier<?> change) {
        try {
            return asked(change) != null;
        } catch (KubernetesClientException refused) {
            int code = refused.getCode();
            if (code == HttpURLConnection.HTTP_NOT_FOUND || isConflict(refused) || code == UNPROCESSABLE) {
                return false;
            }
            throw refused;
        }
    }
}
