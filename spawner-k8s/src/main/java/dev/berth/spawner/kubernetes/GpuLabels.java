package dev.berth.spawner.kubernetes;

import dev.berth.spi.spawn.Run;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which GPUs a node has, from the labels that GPU feature discovery writes. A node is queried once: its GPUs do not change while pods use
 * them.
 */
final class GpuLabels {

    private static final String PRODUCT = "nvidia.com/gpu.product";
    private static final String REPLICAS = "nvidia.com/gpu.replicas";

    /** Feature discovery appends it to the product of a GPU that is shared. */
    private static final String SHARED = "-SHARED";

    private static final int REMEMBERED = 5_000;

    private final Nodes nodes;
    private final Map<String, Map<String, String>> labels = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    GpuLabels(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The run with the GPUs of its node, if its pod has any. */
    Run add(Pod pod, Run run) {
        if (run.node().isEmpty() || !hasDevices(pod)) {
            return run;
        }
        Map<String, String> found = ofNode(run.node());
        String product = found.getOrDefault(PRODUCT, "");
        String whole = product.endsWith(SHARED) ? product.substring(0, product.length() - SHARED.length()) : product;
        return run.on(whole, sharers(found.getOrDefault(REPLICAS, "1")));
    }

    private synchronized Map<String, String> ofNode(String name) {
        Map<String, String> known = labels.get(name);
        if (known != null) {
            return known;
        }
        Optional<Node> node = nodes.recent().stream()
                .filter(each -> name.equals(each.getMetadata().getName()))
                .findFirst();
        node.ifPresent(each -> labels.put(
                name,
                each.getMetadata().getLabels() == null
                        ? Map.of()
                        : Map.copyOf(each.getMetadata().getLabels())));
        return labels.getOrDefault(name, Map.of());
    }

    private static int sharers(String replicas) {
        try {
            return Math.max(1, Integer.parseInt(replicas));
        } catch (NumberFormatException odd) {
            return 1;
        }
    }

    private static boolean hasDevices(Pod pod) {
        return pod.getSpec().getContainers().stream().flatMap(GpuLabels::limits).anyMatch(name -> name.contains("/"));
    }

    private static Stream<String> limits(Container container) {
        Map<String, Quantity> limits = container.getResources() == null
                ? null
                : container.getResources().getLimits();
        return limits == null ? Stream.empty() : limits.keySet().stream();
    }
}
