package dev.berth.spawner.kubernetes;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why no pod can ever mount a claim, from direct queries of the claim and of its StorageClass: the scheduler and the kubelet repeat for
 * minutes what was true before an outage. Users cannot correct a claim, so they are told to tell an administrator, who finds the
 * configuration key in the log and on the page Health.
 */
final class ClaimFaults {

    private static final Logger log = LoggerFactory.getLogger(ClaimFaults.class);

    private final Cluster cluster;

    ClaimFaults(Cluster cluster) {
        this.cluster = cluster;
    }

    @Nullable Failure ofClaim(String name) {
        PersistentVolumeClaim claim = cluster.claim(name).orElse(null);
        return claim == null ? volume("missing", name) : of(claim);
    }

    @Nullable Failure of(PersistentVolumeClaim claim) {
        String name = claim.getMetadata().getName();
        if (claim.getMetadata().getDeletionTimestamp() != null) {
            return volume("deleted", name);
        }
        String phase = claim.getStatus() == null ? null : claim.getStatus().getPhase();
        if ("Lost".equals(phase)) {
            return volume("lost", name);
        }
        String storageClass = claim.getSpec().getStorageClassName();
        return "Bound".equals(phase) || storageClass == null || storageClass.isEmpty()
                ? null
                : ofStorageClass(name, storageClass);
    }

    /** For a claim that does not have a volume yet. */
    @Nullable Failure ofStorageClass(String claim, String storageClass) {
        if (cluster.hasStorageClass(storageClass)) {
            return null;
        }
        log.warn(
                "The claim {} cannot get a volume: the cluster does not have the StorageClass {}. Create it, or correct"
                        + " berth.spawner.kubernetes.home.storage-class and delete the claim",
                claim,
                storageClass);
        return volume("no-storage-class", storageClass, claim);
    }

    private static Failure volume(String key, Object... arguments) {
        return Failure.of(ReasonCode.VOLUME, "kubernetes.claim." + key, arguments);
    }
}
