package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Ledger;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.PodState;
import dev.berth.spawner.kubernetes.model.PodTimes;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes pods of servers that ended by themselves, a while after their end; the cluster then deletes their Secrets. First the ledger gets
 * why the server ended and the end of its output, so that a crash between the two steps loses nothing and the next round repeats them. A
 * pod whose ledger does not contain its end afterwards is left alone.
 */
final class EndedPods {

    private static final Logger log = LoggerFactory.getLogger(EndedPods.class);

    private final Cluster cluster;
    private final PodWatch pods;
    private final Ledgers ledgers;
    private final Prober prober;
    private final ServerLog output;
    private final FirstSeen ended;
    private final KubernetesSpawnerProperties settings;

    /**
     * @param ended since when this process has known that a pod is over; the clocks of nodes do not matter
     */
    EndedPods(
            Cluster cluster,
            PodWatch pods,
            Ledgers ledgers,
            Prober prober,
            ServerLog output,
            FirstSeen ended,
            KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.pods = pods;
        this.ledgers = ledgers;
        this.prober = prober;
        this.output = output;
        this.ended = ended;
        this.settings = settings;
    }

    /** One round. Any number of hubs may do this at the same time. */
    void delete() {
        for (Pod pod : pods.all()) {
            if (PodReading.isOver(pod) && ended.isOver(pod.getMetadata().getUid(), settings.endedPodRetention())) {
                delete(pod);
            }
        }
    }

    private void delete(Pod pod) {
        try {
            PodReading.ref(pod).ifPresent(ref -> delete(ref, pod));
        } catch (SpawnerUnavailableException | KubernetesClientException | Ledgers.ForeignException later) {
            log.debug("Pod {} is not deleted yet: {}", pod.getMetadata().getName(), later.getMessage());
        }
    }

    private void delete(ServerRef ref, Pod listed) {
        Pod pod = cluster.pod(listed.getMetadata().getName()).orElse(null);
        if (pod == null
                || !pod.getMetadata().getUid().equals(listed.getMetadata().getUid())
                || PodReading.isTerminating(pod)
                || !PodReading.isOver(pod)
                || !(PodReading.state(pod, prober.hasAnswered(pod)) instanceof PodState.Ended end)) {
            return;
        }
        Ledgers.Read read = ledgers.read(ref.runtimeName());
        if (read.object() == null) {
            return;
        }
        Ledger next = withEnd(
                read.ledger(),
                ref,
                new Ledger.End(end.failure(), PodTimes.of(pod)),
                output.toKeep(pod, ref.generation()));
        boolean recorded = ledgers.write(read, next).isPresent()
                && (next.isOver(ref.generation()) || next.endOf(ref.generation()) != null);
        if (recorded) {
            cluster.delete(pod, 0);
        }
    }

    /** A server that was stopped on request did not end by itself, whatever the status of its processes is. */
    private static Ledger withEnd(Ledger old, ServerRef ref, Ledger.End end, Ledger.Output lines) {
        if (old.claimed() != ref.generation()) {
            return old;
        }
        return (ref.generation() > old.stopped() ? old.end(ref.generation(), end.failure(), end.run()) : old)
                .keep(lines);
    }
}
