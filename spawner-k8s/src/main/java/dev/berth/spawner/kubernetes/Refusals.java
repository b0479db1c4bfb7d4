package dev.berth.spawner.kubernetes;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Interprets the API server's rejection of an object. */
final class Refusals {

    private Refusals() {}

    static Failure ofPod(KubernetesClientException refused) {
        return of("pod", refused);
    }

    static Failure of(String kind, KubernetesClientException refused) {
        String message = refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? String.valueOf(refused.getMessage())
                : refused.getStatus().getMessage();
        if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN && isLimit(message)) {
            return new Failure(ReasonCode.QUOTA, message);
        }
        return new Failure(ReasonCode.REFUSED, "The cluster rejected the " + kind + ": " + message);
    }

    /** Matches the messages of Kubernetes' ResourceQuota and LimitRange admission. */
    private static boolean isLimit(String message) {
        return message.contains("exceeded quota")
                || message.contains("failed quota")
                || message.contains("usage per Container")
                || message.contains("usage per Pod")
                || message.contains("usage per PersistentVolumeClaim");
    }
}
