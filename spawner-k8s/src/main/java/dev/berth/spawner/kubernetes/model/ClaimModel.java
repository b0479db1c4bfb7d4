package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.StartRequest;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The PersistentVolumeClaim for a user's home directory, and whether an existing claim belongs to the user. */
public final class ClaimModel {

    private ClaimModel() {}

    public static PersistentVolumeClaim of(StartRequest request, KubernetesSpawnerProperties settings) {
        HomeProperties home = settings.home();
        Map<String, String> labels = new TreeMap<>(home.labels());
        labels.putAll(Names.common(settings));
        labels.put("component", "singleuser-storage");
        labels.put("app.kubernetes.io/component", "singleuser-storage");
        labels.put(Names.USERNAME, Names.label(request.home()));
        labels.put(Names.HOME, mark(request));
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(home.claimOf(request.home()))
                .withLabels(labels)
                .addToAnnotations(Names.HOME, request.home())
                .addToAnnotations(Names.USERNAME, request.owner().name())
                .endMetadata()
                .withNewSpec()
                .withAccessModes(home.accessModes())
                .withStorageClassName(home.storageClass().isEmpty() ? null : home.storageClass())
                .withNewResources()
                .addToRequests("storage", new Quantity(Long.toString(home.size().toBytes())))
                .endResources()
                .endSpec()
                .build();
    }

    /** The value of the label by which a home directory's claim is found, whatever its name. */
    public static String mark(StartRequest request) {
        return Names.label(request.home());
    }

    /** Who owns a claim. */
    public enum Owned {
        /** It belongs to this home directory and is marked as such. */
        THEIRS,
        /** KubeSpawner created it for a user with this name; it must still be marked. */
        KUBESPAWNERS,
        /** It belongs to somebody else, or its owner is not recorded. */
        ANOTHERS
    }

    /**
     * Decides by the claim's annotations and never only by its name, because KubeSpawner's names for two users can be equal. The annotation
     * survives a renaming of the user; the username that KubeSpawner wrote does not.
     */
    public static Owned owned(PersistentVolumeClaim claim, StartRequest request, KubernetesSpawnerProperties settings) {
        Map<String, String> annotations = claim.getMetadata().getAnnotations();
        Map<String, String> labels = claim.getMetadata().getLabels();
        String home = value(annotations, Names.HOME);
        String installation = value(labels, Names.INSTALLATION);
        if (installation != null && !installation.equals(settings.installation())) {
            return Owned.ANOTHERS;
        }
        if (home != null) {
            return home.equals(request.home()) ? Owned.THEIRS : Owned.ANOTHERS;
        }
        return request.owner().name().equals(value(annotations, Names.USERNAME)) ? Owned.KUBESPAWNERS : Owned.ANOTHERS;
    }

    private static @Nullable String value(@Nullable Map<String, String> map, String key) {
        return map == null ? null : map.get(key);
    }
}
