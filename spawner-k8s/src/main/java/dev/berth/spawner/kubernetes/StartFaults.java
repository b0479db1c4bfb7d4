package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Capacity;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.PodState;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a pod that waits can never become a server. What scheduler and kubelet report is only a suspicion, because it can be
 * minutes old after an outage; a start ends only after a direct query of what the report names. What cannot be queried (a registry) must
 * be reported for a while, and not within two minutes after an outage.
 */
final class StartFaults {

    private final Cluster cluster;
    private final Nodes nodes;
    private final ClaimFaults claims;
    private final WarningEvents warnings;
    private final FirstSeen firstSeen;
    private final KubernetesSpawnerProperties settings;

    StartFaults(
            Cluster cluster,
            Nodes nodes,
            WarningEvents warnings,
            FirstSeen firstSeen,
            KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.nodes = nodes;
        this.claims = new ClaimFaults(cluster);
        this.warnings = warnings;
        this.firstSeen = firstSeen;
        this.settings = settings;
    }

    /** The pod has no problem. */
    void none(Pod pod) {
        firstSeen.forget(pod.getMetadata().getUid());
    }

    /** Whether it is worth asking {@link #of(Pod)}. */
    boolean isSuspected(Pod pod, PodState.Unschedulable waiting) {
        return neverFits(pod, nodes::recent) != null
                || ((waiting.message().contains("persistentvolumeclaim") || warnings.aboutClaimsOf(pod))
                        && firstSeen.isOver(pod.getMetadata().getUid(), settings.imagePullPatience()));
    }

    /** Why this pod, for which no node has room, can never run; null if it can. */
    @Nullable Failure of(Pod pod) {
        Failure failure = PodReading.claims(pod)
                .map(claims::ofClaim)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> neverFits(pod, nodes::current));
        if (failure == null) {
            none(pod);
        }
        return failure;
    }

    /** Whether it is worth asking {@link #of(Pod, PodState.TransientFault)}. */
    boolean isSuspected(Pod pod, PodState.TransientFault fault) {
        return firstSeen.isOver(pod.getMetadata().getUid(), settings.imagePullPatience())
                && (fault.missing() != null || firstSeen.isSettled());
    }

    /** Why this pod's container can never be created; null if it can. */
    @Nullable Failure of(Pod pod, PodState.TransientFault fault) {
        PodState.Named missing = fault.missing();
        if (missing != null && exists(missing)) {
            none(pod);
            return null;
        }
        return fault.failure();
    }

    private boolean exists(PodState.Named object) {
        return switch (object.kind()) {
            case SECRET -> cluster.secret(object.name()).isPresent();
            case CONFIG_MAP -> cluster.configMap(object.name()).isPresent();
        };
    }

    private @Nullable Failure neverFits(Pod pod, java.util.function.Supplier<List<Node>> known) {
        String why = settings.autoscaling() ? null : Capacity.neverFits(pod, known.get());
        return why == null ? null : new Failure(ReasonCode.UNSCHEDULABLE, why);
    }
}
