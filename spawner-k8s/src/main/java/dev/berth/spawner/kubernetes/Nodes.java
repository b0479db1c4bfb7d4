package dev.berth.spawner.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The cluster's nodes, which are queried only while a pod waits for one, and at most every ten seconds. */
final class Nodes {

    private static final Duration AGE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final InstantSource clock;
    private Instant at = Instant.MIN;
    private List<Node> known = List.of();

    Nodes(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    synchronized List<Node> all() {
        if (at.isBefore(clock.instant().minus(AGE))) {
            known = cluster.nodes();
            at = clock.instant();
        }
        return known;
    }
}
