package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Phase;

/** What a pod's status means for its server. */
public sealed interface PodState {

    /** Made, and not yet let go: nothing of it was scheduled. */
    record Gated() implements PodState {}

    /** Somebody deleted it, and it is still there. */
    record Terminating() implements PodState {}

    /** On its way up, and nothing is wrong. */
    record Waiting(Phase phase, String message) implements PodState {}

    /** No node takes it now; whether one ever can is for the nodes to tell. */
    record Unschedulable(String message) implements PodState {}

    /** Something is wrong that may pass by itself; it is the end of the start when it lasts. */
    record Troubled(Phase phase, Failure failure) implements PodState {}

    /** Something is wrong that never passes, although the pod would wait for ever. */
    record Doomed(Failure failure) implements PodState {}

    /**
     * The server's container runs.
     *
     * @param ready whether the kubelet says that it accepts connections
     */
    record Running(String ip, boolean ready) implements PodState {}

    /**
     * The server's container has ended.
     *
     * @param others whether other containers of the pod still run
     */
    record Ended(Failure failure, boolean others) implements PodState {}
}
