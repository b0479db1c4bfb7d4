package dev.berth.spawner.kubernetes;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators in the log whether the cluster responds and what is missing: at the start, and whenever that changes. */
final class ProblemLog {

    private static final Logger log = LoggerFactory.getLogger(ProblemLog.class);

    private final Cluster cluster;
    private final ClusterCheck check;
    private List<String> reported = List.of();
    private boolean begun;

    ProblemLog(Cluster cluster, ClusterCheck check) {
        this.cluster = cluster;
        this.check = check;
    }

    /** One round, on one thread. */
    void report() {
        List<String> now =
                check.problems().stream().map(ClusterCheck.Problem::text).toList();
        List<String> added = new ArrayList<>(now);
        added.removeAll(reported);
        added.forEach(problem -> log.warn("Servers cannot be started on Kubernetes: {}", problem));
        if (now.isEmpty() && (!begun || !reported.isEmpty())) {
            log.info(
                    "Servers run as pods in namespace {} of the Kubernetes cluster at {}",
                    cluster.namespace(),
                    cluster.address());
            check.advice().forEach(log::info);
        }
        reported = now;
        begun = true;
    }
}
