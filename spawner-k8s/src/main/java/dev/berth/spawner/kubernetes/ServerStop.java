package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Ledger;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.PodState;
import dev.berth.spawner.kubernetes.model.PodTimes;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.ServerRef;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Optional;

/** Stops servers and forgets them. */
final class ServerStop {

    /**
     * With 0 the API server removes a pod whose processes may still be running; with 1 it waits until the kubelet confirms that none is
     * left.
     */
    static final long AT_ONCE = 1;

    private final Cluster cluster;
    private final Ledgers ledgers;
    private final Prober prober;
    private final ServerLog log;
    private final KubernetesSpawnerProperties settings;

    ServerStop(Cluster cluster, Ledgers ledgers, Prober prober, ServerLog log, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.ledgers = ledgers;
        this.prober = prober;
        this.log = log;
        this.settings = settings;
    }

    /**
     * Records that this generation is over, and only then looks for its pod: a start that creates a pod after that finds the record before
     * it removes the gate.
     */
    void stop(ServerRef ref, Duration grace) {
        ledgers.change(ref.runtimeName(), ledger -> ledger.stop(ref.generation()));
        Optional<Pod> found = pod(ref);
        if (found.isEmpty()) {
            return;
        }
        Pod pod = found.get();
        ServerRef its = PodReading.ref(pod).orElse(ref);
        if (PodReading.isOver(pod)) {
            // EndedPods deletes the pod later.
            keepReason(its, pod);
        } else if (!PodReading.isTerminating(pod) || goesLaterThan(pod, grace)) {
            keepOutput(its, pod);
            Failpoint.STOP_BEFORE_SIGNAL.here();
            cluster.delete(pod, PodReading.isGated(pod) ? 0 : Math.max(AT_ONCE, grace.toSeconds()));
            Failpoint.STOP_AFTER_SIGNAL.here();
        }
    }

    /** A server that exited did not end on request, even if somebody requests its end afterwards. */
    private void keepReason(ServerRef ref, Pod pod) {
        if (PodReading.state(pod, prober.hasAnswered(pod)) instanceof PodState.Ended ended) {
            ledgers.change(
                    ref.runtimeName(),
                    ledger -> ledger.claimed() == ref.generation()
                            ? ledger.end(ref.generation(), ended.failure(), PodTimes.of(pod))
                            : ledger);
        }
    }

    /** A server that never responded is stopped because something is wrong with it, and its owner looks for the reason. */
    private void keepOutput(ServerRef ref, Pod pod) {
        if (PodReading.state(pod, false) instanceof PodState.Running running && !hasResponded(pod, running)) {
            Ledger.Output output = log.toKeep(pod, ref.generation());
            ledgers.change(ref.runtimeName(), ledger -> ledger.keep(output));
        }
    }

    private boolean hasResponded(Pod pod, PodState.Running running) {
        return switch (settings.readiness()) {
            case POD -> running.ready();
            case PROBE -> prober.hasAnswered(pod);
        };
    }

    private static boolean goesLaterThan(Pod pod, Duration grace) {
        Long remaining = pod.getMetadata().getDeletionGracePeriodSeconds();
        return remaining != null && remaining > Math.max(AT_ONCE, grace.toSeconds());
    }

    private Optional<Pod> pod(ServerRef ref) {
        return cluster.pod(Names.pod(settings, ref.runtimeName()))
                .filter(pod -> pod.getMetadata().getLabels() != null
                        && settings.installation()
                                .equals(pod.getMetadata().getLabels().get(Names.INSTALLATION)))
                .filter(pod -> PodReading.ref(pod)
                        .filter(its ->
                                its.runtimeName().equals(ref.runtimeName()) && its.generation() <= ref.generation())
                        .isPresent());
    }

    /** Closes the ledger with a final entry, checks once more for a pod, and only then deletes the ledger. */
    void forget(ServerRef ref) {
        for (int i = 0; i < Ledgers.tries(); i++) {
            Ledgers.Read read = ledgers.read(ref.runtimeName());
            if (read.ledger().claimed() > ref.generation()) {
                return;
            }
            Optional<Pod> pod = pod(ref);
            if (pod.isPresent() && !PodReading.isOver(pod.get())) {
                throw new IllegalStateException("A running server cannot be forgotten: pod "
                        + pod.get().getMetadata().getName() + " of " + ref.runtimeName());
            }
            if (forgotten(ref, read)) {
                return;
            }
        }
        throw Ledgers.contended(ref.runtimeName());
    }

    private boolean forgotten(ServerRef ref, Ledgers.Read read) {
        if (read.object() == null) {
            pod(ref).filter(PodReading::isOver).ifPresent(pod -> cluster.delete(pod, 0));
            return true;
        }
        Ledger closed = read.ledger().stop(ref.generation());
        Optional<Ledgers.Read> written = ledgers.write(read, closed);
        if (written.isEmpty() || written.get().object() == null) {
            return false;
        }
        pod(ref).filter(PodReading::isOver).ifPresent(pod -> cluster.delete(pod, 0));
        return cluster.delete(written.get().object());
    }
}
