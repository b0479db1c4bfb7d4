package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Limits;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GPUs that are busy, and GPUs that do not exist. */
class CapacityTests {

    private static final long GB = 1L << 30;

    private final Node large = node("large", Map.of("gpu", "a100"), 4, "64Gi");
    private final Node small = node("small", Map.of(), 0, "16Gi");

    @Test
    void whatOneEmptyNodeCouldTakeMayWait() {
        assertThat(Capacity.neverFits(pod(4, "32"), List.of(small, large))).isNull();
        assertThat(Capacity.neverFits(pod(0, "8"), List.of(small))).isNull();
    }

    @Test
    void moreGpusThanAnyNodeHasNeverFit() {
        assertThat(Capacity.neverFits(pod(9, "8"), List.of(small, large)))
                .isEqualTo(
                        "No node has 9 GPUs. The largest node has 4. Choose a smaller profile, or tell an administrator.");
    }

    @Test
    void moreMemoryThanAnyNodeHasNeverFits() {
        assertThat(Capacity.neverFits(pod(0, "100"), List.of(small, large)))
                .contains("No node has 100 GiB of memory")
                .contains("The largest node has 64 GiB.");
    }

    @Test
    void devicesAreStillThereWhileTheirPluginRestarts() {
        Node restarting = new NodeBuilder(large)
                .editStatus()
                .addToCapacity("nvidia.com/gpu", new Quantity("4"))
                .addToAllocatable("nvidia.com/gpu", new Quantity("0"))
                .endStatus()
                .build();
        assertThat(Capacity.neverFits(pod(1, "8"), List.of(restarting))).isNull();
    }

    @Test
    void onlyNodesThatAPodMayUseCountForItsQueue() {
        Node cordoned = new NodeBuilder(large)
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();
        assertThat(Capacity.total(pod(1, "8"), List.of(small, large, cordoned), "nvidia.com/gpu"))
                .isEqualTo(4);
    }

    @Test
    void whatTwoNodesHaveOnlyTogetherNeverFits() {
        Node wide = node("wide", Map.of(), 0, "512Gi");
        assertThat(Capacity.neverFits(pod(4, "128"), List.of(large, wide)))
                .contains("No single node has 1 processor, 128 GiB of memory, 4 GPUs.");
    }

    @Test
    void labelsAndTaintsOfPeopleCountAndThoseOfKubernetesDoNot() {
        Pod chosen = pod(1, "1", "templates.t.node-selector.gpu=h100");
        assertThat(Capacity.neverFits(chosen, List.of(large))).contains("No node matches the profile");
        Node kept = taint(large, "dedicated");
        assertThat(Capacity.neverFits(pod(1, "1"), List.of(kept))).contains("taint");
        assertThat(Capacity.neverFits(pod(1, "1", "templates.t.tolerations[0].key=dedicated"), List.of(kept)))
                .isNull();
        assertThat(Capacity.neverFits(pod(1, "1"), List.of(taint(large, "node.kubernetes.io/not-ready"))))
                .isNull();
    }

    @Test
    void requiredAffinityCounts() {
        String affinity = "templates.t.affinity={nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution:"
                + " {nodeSelectorTerms: [{matchExpressions: [{key: gpu, operator: In, values: [%s]}]}]}}}";
        assertThat(Capacity.neverFits(pod(1, "1", affinity.formatted("a100")), List.of(large)))
                .isNull();
        assertThat(Capacity.neverFits(pod(1, "1", affinity.formatted("h100")), List.of(large)))
                .isNotNull();
    }

    @Test
    void withoutAnyKnowledgeOfNodesItWaits() {
        assertThat(Capacity.neverFits(pod(9, "1"), List.of())).isNull();
    }

    private static Pod pod(int gpus, String memory, String... settings) {
        Limits limits =
                new Limits(Long.parseLong(memory) * GB, 1_000, gpus == 0 ? Map.of() : Map.of("nvidia.com/gpu", gpus));
        return PodModel.of(TestRenderings.of(limits, settings.length == 0 ? "" : "t", settings));
    }

    private static Node node(String name, Map<String, String> labels, int gpus, String memory) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .addToAllocatable("cpu", new Quantity("16"))
                .addToAllocatable("memory", new Quantity(memory))
                .addToAllocatable("nvidia.com/gpu", new Quantity(Integer.toString(gpus)))
                .endStatus()
                .build();
    }

    private static Node taint(Node node, String key) {
        return new NodeBuilder(node)
                .editSpec()
                .addNewTaint()
                .withKey(key)
                .withEffect("NoSchedule")
                .endTaint()
                .endSpec()
                .build();
    }
}
