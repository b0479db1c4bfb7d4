package dev.berth.spawner.kubernetes;

import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceQuota;
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
 * The spawner's calls to the API server, each of which reads or writes the current state. If the API server does not respond, they throw
 * {@link SpawnerUnavailableException}; if it rejects the call, {@link KubernetesClientException} with the status code.
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

    /** The address of the API server. */
    String address() {
        return String.valueOf(client.getMasterUrl());
    }

    Optional<Pod> pod(String name) {
        return Optional.ofNullable(
                asked(() -> client.pods().inNamespace(namespace).withName(name).get()));
    }

    /** Empty if a pod with that name exists. */
    Optional<Pod> create(Pod pod) {
        return unlessThere(
                () -> client.pods().inNamespace(namespace).resource(pod).create());
    }

    /** Lets the scheduler schedule a pod. Returns false if the pod no longer exists. */
    boolean ungate(Pod pod) {
        // The UID in a patch is a precondition: another pod with the same name causes a conflict.
        String patch =
                "{\"metadata\":{\"uid\":\"" + pod.getMetadata().getUid() + "\"},\"spec\":{\"schedulingGates\":null}}";
        return changed(() -> client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /** Writes an annotation on a pod if the pod still exists. */
    void annotate(Pod pod, String key, String value) {
        String patch = "{\"metadata\":{\"uid\":\"" + pod.getMetadata().getUid() + "\",\"annotations\":{\"" + key
                + "\":\"" + value + "\"}}}";
        var _ = changed(() -> client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    /**
     * Begins to delete exactly this pod; does nothing if it is gone.
     *
     * @param graceSeconds how long its processes have to end; 0 removes the object immediately, which is only for pods without processes
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

    /** Empty if an object with that name exists. */
    Optional<ConfigMap> create(ConfigMap map) {
        return unlessThere(
                () -> client.configMaps().inNamespace(namespace).resource(map).create());
    }

    /** Updates with the resource version as a precondition; empty if the object was changed or deleted in between. */
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

    /** Deletes exactly this version of the object; returns false if it was changed in between. */
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

    /** Does nothing if an object with that name exists, because each name belongs to one start only. */
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

    /** Adds labels and annotations to a claim; its binding does not change. */
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

    /** Whether a StorageClass with this name exists; true if the hub does not have permission to look. */
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

    Optional<ResourceQuota> quota(String name) {
        return Optional.ofNullable(asked(() ->
                client.resourceQuotas().inNamespace(namespace).withName(name).get()));
    }

    /** All nodes; none if the hub does not have permission to list them. */
    List<Node> nodes() {
        try {
            return asked(() -> client.nodes().list().getItems());
        } catch (KubernetesClientException refused) {
            return List.of();
        }
    }

    /** The end of a container's log; empty if there is none. */
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

    /** Makes a call; every failure that is not a response of the API server itself counts as an outage. */
    static <T extends @Nullable Object> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (KubernetesClientException failure) {
            int code = failure.getCode();
            if (code <= 0 || code == 401 || code == 429 || code >= 500) {
                throw new SpawnerUnavailableException(
                        "The API server of the cluster did not respond: " + brief(failure), failure);
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
