package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Ledger;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.PodState;
import dev.berth.spawner.kubernetes.model.PodTimes;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Observation.Phase;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.text.Texts;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/**
 * Observes one server. The watch, if it is current, can answer for a pod that is starting or running; any observation that would end a
 * server's life comes from the API server itself.
 */
final class ServerObserver {

    private final Cluster cluster;
    private final PodWatch pods;
    private final Ledgers ledgers;
    private final Prober prober;
    private final ServerLog log;
    private final StartFaults faults;
    private final PodQueue queue;
    private final WarningEvents warnings;
    private final GpuLabels gpus;
    private final KubernetesSpawnerProperties settings;

    ServerObserver(
            Cluster cluster,
            PodWatch pods,
            Ledgers ledgers,
            Prober prober,
            ServerLog log,
            StartFaults faults,
            PodQueue queue,
            WarningEvents warnings,
            GpuLabels gpus,
            KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.pods = pods;
        this.ledgers = ledgers;
        this.prober = prober;
        this.log = log;
        this.faults = faults;
        this.queue = queue;
        this.warnings = warnings;
        this.gpus = gpus;
        this.settings = settings;
    }

    Observation at(ServerRef ref) {
        String name = Names.pod(settings, ref.runtimeName());
        Optional<Observation> alive = pods.isCurrent()
                ? pods.pod(name).filter(pod -> isOf(pod, ref)).flatMap(pod -> seen(pod, state(pod)))
                : Optional.empty();
        return alive.orElseGet(() -> directly(ref, name));
    }

    private Observation directly(ServerRef ref, String name) {
        Optional<Pod> pod = cluster.pod(name).filter(found -> isOf(found, ref));
        if (pod.isEmpty()) {
            return withoutPod(ref, name);
        }
        PodState state = state(pod.get());
        return seen(pod.get(), state).orElseGet(() -> end(ref, pod.get(), state));
    }

    /**
     * Observes a pod only through the watch, for a list. There may be a start that is accepted but not recorded yet, so a pod that is not
     * ready is left to a direct query; otherwise it might be mistaken for a foreign pod.
     */
    Observation listed(Pod pod) {
        return switch (state(pod)) {
            case PodState.Running running ->
                running(pod, running) instanceof Observation.Ready ready ? ready : toBeObserved();
            case PodState.Terminating ignored -> new Observation.Stopping();
            case PodState.Ended ended -> new Observation.Exited(ended.failure());
            case PodState.Gated ignored -> toBeObserved();
            case PodState.Waiting ignored -> toBeObserved();
            case PodState.Unschedulable ignored -> toBeObserved();
            case PodState.TransientFault ignored -> toBeObserved();
            case PodState.PermanentFault ignored -> toBeObserved();
        };
    }

    private static Observation toBeObserved() {
        return new Observation.Unknown("Listed as starting, but its state has not been queried");
    }

    /** The state of a pod that does not end anything; empty for every other state. */
    private Optional<Observation> seen(Pod pod, PodState state) {
        return switch (state) {
            case PodState.Running running -> {
                faults.none(pod);
                yield Optional.of(running(pod, running));
            }
            case PodState.Waiting waiting -> {
                faults.none(pod);
                yield Optional.of(waiting(pod, waiting));
            }
            case PodState.Unschedulable busy ->
                faults.isSuspected(pod, busy) ? Optional.empty() : Optional.of(queued(pod, busy));
            case PodState.TransientFault fault ->
                faults.isSuspected(pod, fault) ? Optional.empty() : Optional.of(retried(pod, fault));
            case PodState.Terminating ignored -> Optional.of(new Observation.Stopping(run(pod)));
            case PodState.Gated ignored -> Optional.empty();
            case PodState.PermanentFault ignored -> Optional.empty();
            case PodState.Ended ignored -> Optional.empty();
        };
    }

    private Observation waiting(Pod pod, PodState.Waiting waiting) {
        return new Observation.Starting(waiting.phase(), warnings.add(pod, waiting.message()), run(pod));
    }

    private Observation queued(Pod pod, PodState.Unschedulable busy) {
        return new Observation.Starting(Phase.QUEUED, queue.message(pod, busy));
    }

    private Observation retried(Pod pod, PodState.TransientFault fault) {
        return new Observation.Starting(fault.phase(), fault.failure().detail(), run(pod));
    }

    private Run run(Pod pod) {
        return gpus.add(pod, PodTimes.of(pod));
    }

    private Observation running(Pod pod, PodState.Running running) {
        boolean ready = switch (settings.readiness()) {
            case POD -> running.ready();
            case PROBE -> prober.hasAnswered(pod);
        };
        return ready
                ? new Observation.Ready(new Observation.Address(running.ip(), Prober.port(pod)), run(pod))
                : new Observation.Starting(Phase.ANSWERING, Texts.of("spawner.not-responding"), run(pod));
    }

    /** Requires a pod that was just read. */
    private Observation end(ServerRef ref, Pod pod, PodState state) {
        return switch (state) {
            case PodState.Ended ended -> ended(ref, pod, ended);
            case PodState.PermanentFault fault -> failStart(ref, pod, fault.failure());
            case PodState.TransientFault fault -> {
                Failure failure = faults.of(pod, fault);
                yield failure == null ? retried(pod, fault) : failStart(ref, pod, failure);
            }
            case PodState.Unschedulable busy -> {
                Failure failure = faults.of(pod);
                yield failure == null ? queued(pod, busy) : failStart(ref, pod, failure);
            }
            case PodState.Gated ignored -> gated(ref, pod);
            case PodState.Running running -> running(pod, running);
            case PodState.Waiting waiting -> waiting(pod, waiting);
            case PodState.Terminating ignored -> new Observation.Stopping(run(pod));
        };
    }

    private Observation ended(ServerRef ref, Pod pod, PodState.Ended ended) {
        Ledger ledger = ledgers.read(ref.runtimeName()).ledger();
        Failure known = ledger.endOf(ref.generation());
        Failure failure = known != null ? known : ref.generation() <= ledger.stopped() ? requested() : ended.failure();
        if (ended.others()) {
            // Another container beside the server's would run forever and keep the pod's GPU.
            return failStart(ref, pod, failure, log.toKeep(pod, ref.generation()));
        }
        // The server's container has ended; the kubelet reports the end of the pod a moment later.
        return PodReading.isOver(pod) ? new Observation.Exited(failure, run(pod)) : new Observation.Stopping(run(pod));
    }

    private Observation gated(ServerRef ref, Pod pod) {
        if (ledgers.read(ref.runtimeName()).ledger().isOver(ref.generation())) {
            cluster.delete(pod, 0);
            return new Observation.Stopping();
        }
        return new Observation.Starting(Phase.QUEUED, Texts.of("kubernetes.step.confirming"));
    }

    /** The pod can never become a server: the reason is recorded first, and then the pod is deleted. */
    private Observation failStart(ServerRef ref, Pod pod, Failure failure) {
        return failStart(ref, pod, failure, Ledger.Output.NONE);
    }

    private Observation failStart(ServerRef ref, Pod pod, Failure failure, Ledger.Output output) {
        ledgers.change(
                ref.runtimeName(),
                ledger -> ledger.stop(ref.generation())
                        .end(ref.generation(), failure, run(pod))
                        .keep(output));
        cluster.delete(pod, ServerStop.AT_ONCE);
        return new Observation.Stopping(run(pod));
    }

    private Observation withoutPod(ServerRef ref, String podName) {
        Ledger ledger = ledgers.read(ref.runtimeName()).ledger();
        Failure end = ledger.endOf(ref.generation());
        if (end != null) {
            return new Observation.Exited(end, last(ref, podName, ledger));
        }
        if (ledger.claimed() != ref.generation()) {
            return new Observation.Absent();
        }
        if (ledger.stopped() >= ref.generation()) {
            return new Observation.Exited(requested(), last(ref, podName, ledger));
        }
        if (ledger.created() != ref.generation()) {
            return new Observation.Starting(Phase.QUEUED, Texts.of("kubernetes.step.queued"));
        }
        return vanished(ref, podName);
    }

    /** The ledger contains the generation, so this cluster had the pod; and the pod does not exist. */
    private Observation vanished(ServerRef ref, String podName) {
        Failure failure = pods.last(ref, podName)
                .map(PodReading::vanished)
                .orElseGet(() -> Failure.of(ReasonCode.LOST, "kubernetes.pod-deleted", podName));
        Ledger written = ledgers.change(
                        ref.runtimeName(),
                        ledger -> ledger.claimed() == ref.generation() && ledger.stopped() < ref.generation()
                                ? ledger.stop(ref.generation())
                                        .end(ref.generation(), failure, last(ref, podName, ledger))
                                : ledger)
                .ledger();
        Failure end = written.endOf(ref.generation());
        return new Observation.Exited(end == null ? requested() : end, last(ref, podName, written));
    }

    /** The run of a pod that is gone: the watch delivers its final state, which has the end that the ledger may lack. */
    private Run last(ServerRef ref, String podName, Ledger ledger) {
        Run recorded = ledger.runOf(ref.generation());
        return recorded.ended() != null
                ? recorded
                : pods.last(ref, podName).map(this::run).orElse(recorded);
    }

    private static Failure requested() {
        return Failure.of(ReasonCode.REQUESTED, "spawner.stopped");
    }

    private PodState state(Pod pod) {
        return PodReading.state(pod, prober.hasAnswered(pod));
    }

    private boolean isOf(Pod pod, ServerRef ref) {
        return pod.getMetadata().getLabels() != null
                && settings.installation().equals(pod.getMetadata().getLabels().get(Names.INSTALLATION))
                && PodReading.ref(pod).filter(ref::equals).isPresent();
    }
}
