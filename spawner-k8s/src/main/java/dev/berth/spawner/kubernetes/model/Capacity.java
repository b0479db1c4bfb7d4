package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.text.Texts;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a pod that currently fits no node would fit an empty one: if so it waits, otherwise it can never start. Whatever the comparison
 * ignores (preferences, other pods' affinity, temporary taints) is ignored in favor of waiting.
 */
public final class Capacity {

    private Capacity() {}

    /** Why the pod can never fit any node, as a sentence; null if it could. */
    public static @Nullable String neverFits(Pod pod, Collection<Node> nodes) {
        if (nodes.isEmpty()) {
            return null;
        }
        List<Node> suitable = nodes.stream()
                .filter(node -> selects(pod, node) && tolerates(pod, node))
                .toList();
        if (suitable.isEmpty()) {
            return Texts.of("kubernetes.node.none-matches");
        }
        Map<String, BigDecimal> asked = asked(pod);
        if (suitable.stream().anyMatch(node -> missing(asked, node) == null)) {
            return null;
        }
        return asked.entrySet().stream()
                .filter(each -> suitable.stream().noneMatch(node -> has(node, each.getKey(), each.getValue())))
                .findFirst()
                .map(each -> Texts.of(
                        "kubernetes.node.too-small",
                        ResourceText.amount(each.getKey(), each.getValue()),
                        ResourceText.number(each.getKey(), most(suitable, each.getKey()))))
                .orElseGet(() -> Texts.of("kubernetes.node.not-together", together(asked)));
    }

    /** How many of a device the nodes have on which this pod may be scheduled now. */
    public static int total(Pod pod, Collection<Node> nodes, String device) {
        return nodes.stream()
                .filter(node -> selects(pod, node) && tolerates(pod, node) && isSchedulable(node))
                .mapToInt(node -> allocatable(node, device).intValue())
                .sum();
    }

    private static boolean isSchedulable(Node node) {
        return node.getSpec() == null || !Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    }

    /** The amount that the scheduler counts: the sum over containers, or the largest init container. */
    private static Map<String, BigDecimal> asked(Pod pod) {
        Map<String, BigDecimal> sum = new TreeMap<>();
        pod.getSpec().getContainers().stream()
                .filter(each ->
                        each.getResources() != null && each.getResources().getRequests() != null)
                .forEach(each -> each.getResources()
                        .getRequests()
                        .forEach((name, amount) -> sum.merge(name, amount.getNumericalAmount(), BigDecimal::add)));
        return sum;
    }

    private static @Nullable String missing(Map<String, BigDecimal> asked, Node node) {
        return asked.entrySet().stream()
                .filter(each -> !has(node, each.getKey(), each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static boolean has(Node node, String resource, BigDecimal amount) {
        return allocatable(node, resource).compareTo(amount) >= 0;
    }

    /**
     * While a device plugin restarts, a node has none of its devices allocatable, but its capacity stays: such a pod waits. The capacity of
     * memory and processors includes what the node itself needs.
     */
    private static BigDecimal allocatable(Node node, String resource) {
        if (node.getStatus() == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal allocatable = amount(node.getStatus().getAllocatable(), resource);
        return resource.contains("/") ? allocatable.max(amount(node.getStatus().getCapacity(), resource)) : allocatable;
    }

    private static BigDecimal amount(@Nullable Map<String, Quantity> all, String resource) {
        Quantity there = all == null ? null : all.get(resource);
        return there == null ? BigDecimal.ZERO : there.getNumericalAmount();
    }

    private static BigDecimal most(List<Node> nodes, String resource) {
        return nodes.stream()
                .map(node -> allocatable(node, resource))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    private static String together(Map<String, BigDecimal> asked) {
        return asked.entrySet().stream()
                .map(each -> ResourceText.amount(each.getKey(), each.getValue()))
                .reduce((list, each) -> Texts.of("part.amounts.more", list, each))
                .orElse("");
    }

    private static boolean selects(Pod pod, Node node) {
        Map<String, String> labels = node.getMetadata().getLabels() == null
                ? Map.of()
                : node.getMetadata().getLabels();
        Map<String, String> selector = pod.getSpec().getNodeSelector();
        return (selector == null || labels.entrySet().containsAll(selector.entrySet())) && matches(pod, labels);
    }

    /** Matches the required terms of the node affinity: one of them, with all of its requirements. */
    private static boolean matches(Pod pod, Map<String, String> labels) {
        var affinity = pod.getSpec().getAffinity();
        var node = affinity == null ? null : affinity.getNodeAffinity();
        var required = node == null ? null : node.getRequiredDuringSchedulingIgnoredDuringExecution();
        List<NodeSelectorTerm> terms = required == null ? List.of() : required.getNodeSelectorTerms();
        return terms.isEmpty()
                || terms.stream()
                        .anyMatch(term -> Stream.ofNullable(term.getMatchExpressions())
                                .flatMap(List::stream)
                                .allMatch(each -> matches(each, labels)));
    }

    private static boolean matches(NodeSelectorRequirement one, Map<String, String> labels) {
        String value = labels.get(one.getKey());
        return switch (one.getOperator()) {
            case "In" -> value != null && one.getValues().contains(value);
            case "NotIn" -> value == null || !one.getValues().contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> true;
        };
    }

    /** Kubernetes' own taints come and go with a node's state; the others are an administrator's decision. */
    private static boolean tolerates(Pod pod, Node node) {
        List<Taint> taints = node.getSpec() == null || node.getSpec().getTaints() == null
                ? List.of()
                : node.getSpec().getTaints();
        List<Toleration> tolerations = pod.getSpec().getTolerations() == null
                ? List.of()
                : pod.getSpec().getTolerations();
        return taints.stream()
                .filter(taint -> !taint.getKey().startsWith("node.kubernetes.io/"))
                .filter(taint -> !"PreferNoSchedule".equals(taint.getEffect()))
                .allMatch(taint -> tolerations.stream().anyMatch(each -> bears(each, taint)));
    }

    private static boolean bears(Toleration toleration, Taint taint) {
        boolean exists = "Exists".equals(toleration.getOperator());
        boolean key = toleration.getKey() == null ? exists : toleration.getKey().equals(taint.getKey());
        boolean effect =
                toleration.getEffect() == null || toleration.getEffect().equals(taint.getEffect());
        String value = taint.getValue() == null ? "" : taint.getValue();
        return key && effect && (exists || value.equals(toleration.getValue() == null ? "" : toleration.getValue()));
    }
}
