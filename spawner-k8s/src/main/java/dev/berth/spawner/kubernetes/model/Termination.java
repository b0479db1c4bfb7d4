package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.base.OutputText;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Determines from its pod why a server ended. */
final class Termination {

    private Termination() {}

    static Failure of(Pod pod, @Nullable ContainerStatus server, boolean answered) {
        PodStatus status = pod.getStatus();
        Failure byPod = byPod(status);
        if (byPod != null) {
            return byPod;
        }
        ContainerStateTerminated home =
                terminated(PodReading.container(status.getInitContainerStatuses(), Names.HOME_CONTAINER));
        if (home != null && exitCode(home) != 0) {
            return Failure.of(ReasonCode.HOME, "kubernetes.home-failed", lastOutput(home));
        }
        ContainerStateTerminated end = terminated(server);
        if (end == null) {
            return PodReading.stream(status.getInitContainerStatuses())
                    .map(Termination::terminated)
                    .filter(each -> each != null && exitCode(each) != 0)
                    .findFirst()
                    .map(each -> Failure.of(ReasonCode.EXITED_AT_START, "kubernetes.init-failed", lastOutput(each)))
                    .orElseGet(() -> status.getMessage() == null
                            ? Failure.of(ReasonCode.CRASHED, "kubernetes.pod-failed-silently")
                            : Failure.of(
                                    ReasonCode.CRASHED,
                                    "kubernetes.pod-failed",
                                    OutputText.bounded(status.getMessage())));
        }
        return byContainer(pod, end, answered);
    }

    static Failure vanished(Pod last) {
        Failure byPod = last.getStatus() == null ? null : byPod(last.getStatus());
        return byPod != null
                ? byPod
                : Failure.of(
                        ReasonCode.LOST,
                        "kubernetes.pod-deleted",
                        last.getMetadata().getName());
    }

    private static Failure byContainer(Pod pod, ContainerStateTerminated end, boolean answered) {
        String reason = end.getReason() == null ? "" : end.getReason();
        int code = exitCode(end);
        if (reason.equals("OOMKilled")) {
            return memory(pod)
                    .map(limit -> Failure.of(ReasonCode.OOM_KILLED, "kubernetes.out-of-memory", limit))
                    .orElseGet(() -> Failure.of(ReasonCode.OOM_KILLED, "kubernetes.out-of-memory-limit"));
        }
        if (reason.equals("StartError") || reason.equals("ContainerCannotRun") || code == 126 || code == 127) {
            return Failure.of(ReasonCode.NOT_EXECUTABLE, "spawner.not-executable", lastOutput(end));
        }
        if (!answered && !PodReading.hasAnswered(pod) && !wasReady(pod, end)) {
            return Failure.of(
                    ReasonCode.EXITED_AT_START, "spawner.exited-at-start", OutputText.exit(code), lastOutput(end));
        }
        return code == 0
                ? Failure.of(ReasonCode.EXITED, "spawner.exited")
                : Failure.of(ReasonCode.CRASHED, "spawner.crashed", OutputText.exit(code), lastOutput(end));
    }

    /** The reason that applies to the whole pod: from the node, the eviction or the scheduler. */
    private static @Nullable Failure byPod(PodStatus status) {
        String message = OutputText.bounded(status.getMessage());
        String reason = status.getReason() == null ? "" : status.getReason();
        Failure disruption = byDisruption(PodReading.condition(status, "DisruptionTarget"));
        return switch (reason) {
            case "Evicted", "Preempting" -> Failure.of(ReasonCode.EVICTED, "kubernetes.evicted", message);
            case "NodeLost", "Terminated", "Shutdown", "NodeShutdown" ->
                Failure.of(ReasonCode.NODE_LOST, "kubernetes.node.lost", message);
            case "UnexpectedAdmissionError", "NodeAffinity" -> new Failure(ReasonCode.UNSCHEDULABLE, message);
            default ->
                reason.startsWith("OutOf")
                        ? Failure.of(ReasonCode.UNSCHEDULABLE, "kubernetes.node.no-room", message)
                        : disruption;
        };
    }

    private static @Nullable Failure byDisruption(@Nullable PodCondition target) {
        if (target == null || !"True".equals(target.getStatus()) || target.getReason() == null) {
            return null;
        }
        String message = OutputText.bounded(target.getMessage());
        return switch (target.getReason()) {
            case "DeletionByTaintManager", "DeletionByPodGC" ->
                Failure.of(ReasonCode.NODE_LOST, "kubernetes.node.lost", message);
            default -> Failure.of(ReasonCode.EVICTED, "kubernetes.disrupted", target.getReason(), message);
        };
    }

    /**
     * Whether the kubelet had found the server accepting connections. In that case the condition Ready changed after the container's start:
     * when the server became ready, or when it was no longer ready.
     */
    private static boolean wasReady(Pod pod, ContainerStateTerminated end) {
        PodCondition ready = PodReading.condition(pod.getStatus(), "Ready");
        if (ready == null || ready.getLastTransitionTime() == null || end.getStartedAt() == null) {
            return false;
        }
        try {
            return "True".equals(ready.getStatus())
                    || Instant.parse(ready.getLastTransitionTime()).isAfter(Instant.parse(end.getStartedAt()));
        } catch (DateTimeParseException odd) {
            return false;
        }
    }

    private static @Nullable ContainerStateTerminated terminated(@Nullable ContainerStatus status) {
        return status == null || status.getState() == null
                ? null
                : status.getState().getTerminated();
    }

    private static int exitCode(ContainerStateTerminated end) {
        return end.getExitCode() == null ? -1 : end.getExitCode();
    }

    private static Optional<String> memory(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(each -> Names.CONTAINER.equals(each.getName()))
                .filter(each ->
                        each.getResources() != null && each.getResources().getLimits() != null)
                .map(each -> each.getResources().getLimits().get("memory"))
                .filter(java.util.Objects::nonNull)
                .map(Quantity::getNumericalAmount)
                .map(bytes -> new dev.berth.spi.spawn.Limits(bytes.longValue(), 0, java.util.Map.of()).inWords())
                .map(words -> words.replace(" of memory", ""))
                .findFirst();
    }

    /** The end of the log, which the kubelet keeps in the status of a failed container (terminationMessagePolicy FallbackToLogsOnError). */
    private static String lastOutput(ContainerStateTerminated end) {
        return OutputText.output(end.getMessage() == null ? "" : OutputText.lastLines(end.getMessage()));
    }
}
