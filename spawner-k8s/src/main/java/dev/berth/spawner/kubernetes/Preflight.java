package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import java.util.ArrayList;
import java.util.List;

/** Checks whether this process can start servers: what {@link ClusterCheck} checks, and that the watch is current. */
final class Preflight {

    private final Cluster cluster;
    private final ClusterCheck check;
    private final PodWatch pods;
    private final KubernetesSpawnerProperties settings;

    Preflight(Cluster cluster, ClusterCheck check, PodWatch pods, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.check = check;
        this.pods = pods;
        this.settings = settings;
    }

    /** One small call that reads from etcd itself. */
    boolean answer() {
        return cluster.configMap("berth-" + settings.installation()).isPresent();
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>(
                check.problems().stream().map(ClusterCheck.Problem::text).toList());
        if (problems.isEmpty() && !pods.isCurrent()) {
            problems.add("The watch of pods in namespace " + cluster.namespace()
                    + " is not current. It recovers when the API server responds.");
        }
        return List.copyOf(problems);
    }
}
