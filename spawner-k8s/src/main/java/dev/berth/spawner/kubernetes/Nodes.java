package dev.berth.spawner.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The cluster's nodes, which are queried only while a pod waits for one. */
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

    /** At most ten seconds old: for what is shown, and for what is worth a direct query. */
    synchronized List<Node> recent() {
        return at.isBefore(clock.instant().minus(AGE)) ? current() : known;
    }

    /** From the API server's storage, not from a cache: for what ends a start. */
    synchronized List<Node> current() {
        known = cluster.nodes();
        at = clock.instant();
        return known;
    }
}
