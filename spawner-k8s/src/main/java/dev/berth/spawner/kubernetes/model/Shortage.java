package dev.berth.spawner.kubernetes.model;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A resource of which no node has enough at the moment, according to the scheduler.
 *
 * @param resource as Kubernetes names it
 * @param wanted how much of it the pod requests, for devices
 */
public record Shortage(String resource, int wanted) {

    /** From "0/3 nodes are available: 1 Insufficient memory, 2 Insufficient nvidia.com/gpu." */
    private static final Pattern INSUFFICIENT = Pattern.compile("Insufficient ([A-Za-z0-9./_-]*[A-Za-z0-9])");

    /** A shortage of a device explains more to a person than one of memory. */
    public static Optional<Shortage> in(String schedulerMessage, Pod pod) {
        return INSUFFICIENT
                .matcher(schedulerMessage)
                .results()
                .map(found -> found.group(1))
                .filter(resource -> requests(pod, resource))
                .max(Comparator.comparing((String resource) -> resource.contains("/"))
                        .thenComparing(Comparator.naturalOrder()))
                .map(resource -> new Shortage(resource, amount(pod, resource).intValue()));
    }

    /** Whether a pod requests any of a resource. */
    public static boolean requests(Pod pod, String resource) {
        return amount(pod, resource).signum() > 0;
    }

    public boolean isDevice() {
        return resource.contains("/");
    }

    /** The resource as a person knows it, in the singular. */
    public String word() {
        return switch (resource) {
            case "cpu" -> "processors";
            case "ephemeral-storage" -> "disk space";
            default -> isDevice() ? ResourceText.device(resource) : resource;
        };
    }

    private static BigDecimal amount(Pod pod, String resource) {
        return pod.getSpec().getContainers().stream()
                .flatMap(each -> each.getResources() == null
                                || each.getResources().getRequests() == null
                        ? Stream.empty()
                        : Stream.ofNullable(each.getResources().getRequests().get(resource)))
                .map(Quantity::getNumericalAmount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
