package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Phase;
import org.jspecify.annotations.Nullable;

/** The meaning of a pod's status for its server. */
public sealed interface PodState {

    /** Created, but still gated: not scheduled yet. */
    record Gated() implements PodState {}

    /** Deleted, but still there. */
    record Terminating() implements PodState {}

    /** Starting without problems. */
    record Waiting(Phase phase, String message) implements PodState {}

    /** Currently no node has room for it; whether one ever can depends on the nodes. */
    record Unschedulable(String message) implements PodState {}

    /**
     * A problem that may resolve itself; the start fails if it lasts.
     *
     * @param missing an object that the problem names as missing, which can be queried; null for none
     */
    record TransientFault(
            Phase phase, Failure failure, @Nullable Named missing) implements PodState {}

    /** A problem that never resolves itself, although the pod would wait forever. */
    record PermanentFault(Failure failure) implements PodState {}

    /** An object in the namespace of the pod. */
    record Named(Kind kind, String name) {

        /** The kinds of objects from which a container is configured. */
        public enum Kind {
            SECRET,
            CONFIG_MAP
        }
    }

    /**
     * The server's container is running.
     *
     * @param ready whether the kubelet reports that the server accepts connections
     */
    record Running(String ip, boolean ready) implements PodState {}

    /**
     * The server's container has ended.
     *
     * @param others whether other containers of the pod are still running
     */
    record Ended(Failure failure, boolean others) implements PodState {}
}
