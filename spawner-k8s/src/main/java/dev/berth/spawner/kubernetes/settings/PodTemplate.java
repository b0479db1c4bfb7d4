package dev.berth.spawner.kubernetes.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a pod has beside the limits of its profile.
 *
 * @param nodeSelector labels that a node must have
 * @param tolerations taints of nodes that do not keep the pod away
 * @param affinity where it would rather be, and where it must be: an Affinity of Kubernetes as YAML
 * @param runtimeClass the RuntimeClass that runs it; the cluster's default if empty
 * @param userNamespace whether its UIDs mean nothing outside of it (hostUsers false); excludes GPUs and shared homes
 * @param gpuSharing how several servers use one GPU: exclusive, time-sliced, mps or mig
 * @param memoryRequest how much memory the scheduler sets aside; as much as the limit if absent
 * @param cpuRequest how many processors the scheduler sets aside; as many as the limit if absent
 * @param sharedMemory size of /dev/shm, which counts as memory of the server; the container runtime's 64 MiB if 0
 * @param readOnlyRoot whether the image's own files cannot be changed; /tmp and the home still can
 * @param appArmor an AppArmor profile of the nodes, or RuntimeDefault; the cluster's default if empty
 * @param seLinuxLevel the SELinux level of its processes, such as s0:c123,c456; the node's choice if empty
 * @param labels further labels of the pod
 * @param annotations further annotations of the pod
 * @param pod what has no key of its own: parts of a Pod as YAML, merged into what Berth makes; what would weaken it is refused
 */
public record PodTemplate(
        @DefaultValue Map<String, String> nodeSelector,
        @DefaultValue List<Toleration> tolerations,
        @DefaultValue("") String affinity,
        @DefaultValue("") String runtimeClass,
        @DefaultValue("false") boolean userNamespace,
        @DefaultValue("exclusive") GpuSharing gpuSharing,
        @Nullable DataSize memoryRequest,
        @Nullable Double cpuRequest,
        @DefaultValue("1GB") DataSize sharedMemory,
        @DefaultValue("false") boolean readOnlyRoot,
        @DefaultValue("") String appArmor,
        @DefaultValue("") String seLinuxLevel,
        @DefaultValue Map<String, String> labels,
        @DefaultValue Map<String, String> annotations,
        @DefaultValue("") String pod) {

    /** What holds where no template is declared. */
    public static final PodTemplate PLAIN = new PodTemplate(
            Map.of(),
            List.of(),
            "",
            "",
            false,
            GpuSharing.EXCLUSIVE,
            null,
            null,
            DataSize.ofGigabytes(1),
            false,
            "",
            "",
            Map.of(),
            Map.of(),
            "");

    public PodTemplate {
        nodeSelector = Map.copyOf(nodeSelector);
        tolerations = List.copyOf(tolerations);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** How several servers use one GPU. */
    public enum GpuSharing {
        /** Each GPU, or each MIG slice, is one server's. */
        EXCLUSIVE,
        /** Servers take turns, with nothing between them: neither memory nor faults are kept apart. */
        TIME_SLICED,
        /** NVIDIA's MPS, which serves one UID at a time. */
        MPS,
        /** Slices made in hardware. */
        MIG
    }

    /**
     * A taint of nodes that does not keep a pod away.
     *
     * @param key of the taint; every taint if empty
     * @param operator Exists, or Equal where the value counts too
     * @param value of the taint
     * @param effect NoSchedule, PreferNoSchedule or NoExecute; each if empty
     * @param seconds how long a NoExecute taint is borne; for good if absent
     */
    public record Toleration(
            @DefaultValue("") String key,
            @DefaultValue("Exists") String operator,
            @DefaultValue("") String value,
            @DefaultValue("") String effect,
            @Nullable Long seconds) {}
}
