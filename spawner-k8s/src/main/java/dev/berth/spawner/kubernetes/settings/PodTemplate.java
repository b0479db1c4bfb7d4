package dev.berth.spawner.kubernetes.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of a pod beside the limits of its profile.
 *
 * @param nodeSelector labels that a node must have
 * @param tolerations taints of nodes that the pod tolerates
 * @param affinity the pod's required and preferred affinity: a Kubernetes Affinity as YAML
 * @param runtimeClass the RuntimeClass of the pod; the cluster's default if empty
 * @param userNamespace whether the pod runs in a user namespace (hostUsers false); cannot be combined with GPUs and shared home directories
 * @param gpuSharing how several servers use one GPU: exclusive, time-sliced, mps or mig
 * @param memoryRequest the memory request for the scheduler; the limit if absent
 * @param cpuRequest the CPU request for the scheduler; the limit if absent
 * @param sharedMemory size of /dev/shm, which counts as memory of the server; the container runtime's 64 MiB if 0
 * @param readOnlyRoot whether the image's own files are read-only; /tmp and the home directory stay writable
 * @param appArmor an AppArmor profile of the nodes, or RuntimeDefault; the cluster's default if empty
 * @param seLinuxLevel the SELinux level of its processes, such as s0:c123,c456; the node's choice if empty
 * @param labels additional labels of the pod
 * @param annotations additional annotations of the pod
 * @param pod everything that does not have a separate key: parts of a Pod as YAML, merged into the pod that Berth creates; anything that
 *     would weaken it is rejected
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

    /** The settings if no template is declared. */
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
        /** Each GPU, or each MIG slice, belongs to one server. */
        EXCLUSIVE,
        /** Servers take turns without isolation of memory or faults. */
        TIME_SLICED,
        /** NVIDIA's MPS, which serves one UID at a time. */
        MPS,
        /** Slices that are isolated in hardware. */
        MIG
    }

    /**
     * A taint of nodes that the pod tolerates.
     *
     * @param key the taint's key; every taint if empty
     * @param operator Exists, or Equal to compare the value as well
     * @param value the taint's value
     * @param effect NoSchedule, PreferNoSchedule or NoExecute; every effect if empty
     * @param seconds how long a NoExecute taint is tolerated; forever if absent
     */
    public record Toleration(
            @DefaultValue("") String key,
            @DefaultValue("Exists") String operator,
            @DefaultValue("") String value,
            @DefaultValue("") String effect,
            @Nullable Long seconds) {}
}
