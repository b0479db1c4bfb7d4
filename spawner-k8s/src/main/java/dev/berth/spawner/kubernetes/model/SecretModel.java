package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.base.AccountFiles;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Secret of one start: its environment, including the token, and its files. It is deleted with its pod. */
public final class SecretModel {

    /** Prefix for the keys of variables, so that none can be mistaken for a file. */
    private static final String VARIABLE = "env.";

    private SecretModel() {}

    static String key(String variable) {
        return VARIABLE + variable;
    }

    /** Owned by the pod: the cluster deletes it when the pod is gone. */
    public static Secret of(Rendering rendering, Pod pod) {
        Map<String, String> words = new TreeMap<>();
        ServerProgram.secretEnvironment(rendering).forEach((name, value) -> words.put(key(name), value));
        words.putAll(AccountFiles.of(
                rendering.request().owner(),
                PodModel.groups(rendering),
                rendering.settings().home().mountPath()));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(rendering.secret())
                .withLabels(PodModel.identity(rendering))
                .withOwnerReferences(List.of(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("Pod")
                        .withName(pod.getMetadata().getName())
                        .withUid(pod.getMetadata().getUid())
                        .build()))
                .endMetadata()
                .withType("Opaque")
                .withImmutable(true)
                .withStringData(words)
                .build();
    }

    /** The token in a start's Secret, or an empty string. */
    public static String token(Secret secret) {
        String encoded = secret.getData() == null ? null : secret.getData().get(key("JUPYTER_TOKEN"));
        return encoded == null
                ? ""
                : new String(java.util.Base64.getDecoder().decode(encoded), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The name of the Secret with which a pod was created; empty if it does not have one. */
    public static String nameIn(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> PodModel.FILES.equals(volume.getName()) && volume.getSecret() != null)
                .map(volume -> volume.getSecret().getSecretName())
                .findFirst()
                .orElse("");
    }
}
