package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.base.OutputText;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Phase;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.text.Texts;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads pods. */
public final class PodReading {

    /** The kubelet's message for a container that refers to an object that does not exist. */
    private static final Pattern MISSING = Pattern.compile("\\b(secret|configmap) \"([a-z0-9.-]+)\" not found");

    private PodReading() {}

    /** Which start the pod belongs to; empty if the pod is not a server of this installation. */
    public static Optional<ServerRef> ref(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        if (labels == null || !labels.containsKey(Names.SERVER) || !labels.containsKey(Names.GENERATION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ServerRef(labels.get(Names.SERVER), Long.parseLong(labels.get(Names.GENERATION))));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    public static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether all its containers have ended permanently. */
    public static boolean isOver(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    public static boolean isGated(Pod pod) {
        return pod.getSpec().getSchedulingGates() != null
                && pod.getSpec().getSchedulingGates().stream().anyMatch(gate -> Names.GATE.equals(gate.getName()));
    }

    /**
     * Interprets the status of a pod.
     *
     * @param answered whether this server is known to have responded to a request; the pod's own annotation counts as well
     */
    public static PodState state(Pod pod, boolean answered) {
        if (isTerminating(pod) && !isOver(pod)) {
            return new PodState.Terminating();
        }
        PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
        ContainerStatus server = container(status.getContainerStatuses(), Names.CONTAINER);
        boolean ended =
                server != null && server.getState() != null && server.getState().getTerminated() != null;
        if (isTerminating(pod)) {
            // The exit status of its processes is a consequence of the deletion.
            return new PodState.Ended(Termination.vanished(pod), false);
        }
        if (isOver(pod) || ended) {
            return new PodState.Ended(Termination.of(pod, server, answered), !isOver(pod) && containers(pod) > 1);
        }
        if (isGated(pod)) {
            return new PodState.Gated();
        }
        if (server != null
                && server.getState() != null
                && server.getState().getRunning() != null
                && status.getPodIP() != null) {
            return new PodState.Running(status.getPodIP(), Boolean.TRUE.equals(server.getReady()));
        }
        return isScheduled(status) ? onNode(pod, status, server) : unscheduled(status);
    }

    /** Whether a hub has recorded on the pod that the server responded. */
    public static boolean hasAnswered(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(Names.ANSWERED);
    }

    private static String image(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(each -> Names.CONTAINER.equals(each.getName()))
                .map(each -> String.valueOf(each.getImage()))
                .findFirst()
                .orElse("");
    }

    /** The name of the user to whom the pod belongs. */
    public static String owner(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Names.USERNAME, "");
    }

    private static int containers(Pod pod) {
        return pod.getSpec().getContainers().size();
    }

    private static boolean isScheduled(PodStatus status) {
        PodCondition scheduled = condition(status, "PodScheduled");
        return scheduled != null && "True".equals(scheduled.getStatus());
    }

    private static PodState unscheduled(PodStatus status) {
        PodCondition scheduled = condition(status, "PodScheduled");
        if (scheduled == null || !"Unschedulable".equals(scheduled.getReason())) {
            return new PodState.Waiting(Phase.QUEUED, Texts.of("kubernetes.step.node"));
        }
        return new PodState.Unschedulable(OutputText.bounded(scheduled.getMessage()));
    }

    private static PodState onNode(Pod pod, PodStatus status, @Nullable ContainerStatus server) {
        ContainerStateWaiting waiting = Stream.concat(
                        stream(status.getInitContainerStatuses()), Stream.ofNullable(server))
                .map(each -> each.getState() == null ? null : each.getState().getWaiting())
                .filter(each -> each != null && each.getReason() != null)
                .filter(each -> !each.getReason().equals("PodInitializing"))
                .findFirst()
                .orElse(null);
        if (waiting != null && !waiting.getReason().equals("ContainerCreating")) {
            return trouble(pod, waiting);
        }
        PodCondition sandbox = condition(status, "PodReadyToStartContainers");
        return sandbox != null && "True".equals(sandbox.getStatus())
                ? new PodState.Waiting(Phase.IMAGE, Texts.of("kubernetes.step.image"))
                : new PodState.Waiting(Phase.PREPARING_HOME, Texts.of("kubernetes.step.home"));
    }

    private static PodState trouble(Pod pod, ContainerStateWaiting waiting) {
        String reason = waiting.getReason();
        String message = OutputText.bounded(waiting.getMessage());
        String text = reason + ": " + message;
        return switch (reason) {
            case "ErrImageNeverPull",
                    "InvalidImageName",
                    "ErrImagePull",
                    "ImagePullBackOff",
                    "ImageInspectError",
                    "RegistryUnavailable" -> {
                Failure failure = ImageFaults.of(image(pod), reason, message);
                yield ImageFaults.isPermanent(reason, message)
                        ? new PodState.PermanentFault(failure)
                        : new PodState.TransientFault(Phase.IMAGE, failure, null);
            }
            case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
                new PodState.TransientFault(
                        Phase.STARTING,
                        Failure.of(ReasonCode.REFUSED, "kubernetes.node.no-container", text),
                        missing(text));
            default -> new PodState.Waiting(Phase.STARTING, text);
        };
    }

    private static PodState.@Nullable Named missing(String text) {
        Matcher found = MISSING.matcher(text);
        return found.find()
                ? new PodState.Named(
                        found.group(1).equals("secret") ? PodState.Named.Kind.SECRET : PodState.Named.Kind.CONFIG_MAP,
                        found.group(2))
                : null;
    }

    /** The names of the claims that the pod mounts. */
    public static Stream<String> claims(Pod pod) {
        return Stream.ofNullable(pod.getSpec().getVolumes())
                .flatMap(List::stream)
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(PersistentVolumeClaimVolumeSource::getClaimName);
    }

    /** Why a pod that Berth did not stop is gone, from its last known state. */
    public static Failure vanished(Pod last) {
        return Termination.vanished(last);
    }

    static @Nullable PodCondition condition(PodStatus status, String type) {
        return status.getConditions() == null
                ? null
                : status.getConditions().stream()
                        .filter(each -> type.equals(each.getType()))
                        .findFirst()
                        .orElse(null);
    }

    static @Nullable ContainerStatus container(@Nullable List<ContainerStatus> statuses, String name) {
        return stream(statuses)
                .filter(each -> name.equals(each.getName()))
                .findFirst()
                .orElse(null);
    }

    static Stream<ContainerStatus> stream(@Nullable List<ContainerStatus> statuses) {
        return statuses == null ? Stream.empty() : statuses.stream();
    }
}
