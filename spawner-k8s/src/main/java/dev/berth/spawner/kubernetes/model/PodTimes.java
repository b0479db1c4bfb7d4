package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.spawn.Run;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Since when and until when a pod has its resources. The scheduler gives them to it (condition PodScheduled); the node's become free again
 * when the last of its containers has ended.
 */
public final class PodTimes {

    private PodTimes() {}

    /** The run of a pod in any state, the last known state of a pod that is gone included. */
    public static Run of(Pod pod) {
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        Instant started = scheduled(status);
        String node = pod.getSpec().getNodeName() == null ? "" : pod.getSpec().getNodeName();
        return Run.of(started, started == null ? null : ended(pod, status, started), node);
    }

    private static @Nullable Instant scheduled(PodStatus status) {
        PodCondition condition = PodReading.condition(status, "PodScheduled");
        return condition != null && "True".equals(condition.getStatus())
                ? time(condition.getLastTransitionTime())
                        .or(() -> time(status.getStartTime()))
                        .orElse(null)
                : null;
    }

    /** Null while a container may run, and for a node that was lost: the kubelet never reported the end. */
    private static @Nullable Instant ended(Pod pod, PodStatus status, Instant started) {
        List<ContainerStatus> containers =
                PodReading.stream(status.getContainerStatuses()).toList();
        boolean all = containers.size() == pod.getSpec().getContainers().size()
                && containers.stream().allMatch(PodTimes::isTerminated);
        if (PodReading.isTerminating(pod) && containers.stream().allMatch(PodTimes::neverStarted)) {
            return time(pod.getMetadata().getDeletionTimestamp()).orElse(null);
        }
        if (!all && !PodReading.isOver(pod)) {
            return null;
        }
        return Stream.concat(PodReading.stream(status.getInitContainerStatuses()), containers.stream())
                .filter(PodTimes::isTerminated)
                .map(each ->
                        time(each.getState().getTerminated().getFinishedAt()).orElse(null))
                .filter(Objects::nonNull)
                // A container whose end the kubelet could not find out has the time 0.
                .filter(end -> !end.isBefore(started))
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static boolean isTerminated(ContainerStatus status) {
        return status.getState() != null && status.getState().getTerminated() != null;
    }

    /** Such as a container whose image cannot be pulled: nothing of it ends when its pod is deleted. */
    private static boolean neverStarted(ContainerStatus status) {
        return status.getState() == null
                || (status.getState().getTerminated() == null
                        && status.getState().getRunning() == null);
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }
}
