package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.AdmissionMessages;
import dev.berth.spi.spawn.Failure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * Decides whether the API server's rejection of an object ends a start. Its admission of quotas works with figures that are seconds old
 * after a server has stopped, so the quota itself is queried before a start fails because of it.
 */
final class AdmissionCheck {

    private final Cluster cluster;

    AdmissionCheck(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Why the object is not accepted; empty if the same call may succeed now. */
    Optional<Failure> of(String kind, KubernetesClientException refused) {
        String message = refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? String.valueOf(refused.getMessage())
                : refused.getStatus().getMessage();
        if (Cluster.isConflict(refused)) {
            // Many objects were created at the same time, and the quota's own record was changed in between.
            return Optional.empty();
        }
        if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            Optional<AdmissionMessages.Exceeded> quota = AdmissionMessages.exceeded(message);
            if (quota.isPresent()) {
                return current(quota.get()).filter(now -> !now.fits()).map(AdmissionMessages.Exceeded::failure);
            }
        }
        return Optional.of(AdmissionMessages.of(kind, message));
    }

    /** Empty if the quota no longer exists; unchanged if the hub is not permitted to read it. */
    private Optional<AdmissionMessages.Exceeded> current(AdmissionMessages.Exceeded reported) {
        try {
            return cluster.quota(reported.name()).map(reported::now);
        } catch (KubernetesClientException forbidden) {
            return Optional.of(reported);
        }
    }
}
