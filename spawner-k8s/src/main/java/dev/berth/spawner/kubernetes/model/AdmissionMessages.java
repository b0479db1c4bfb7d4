package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.base.OutputText;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Interprets the API server's rejection of an object, from the messages of Kubernetes' ResourceQuota and LimitRange admission. */
public final class AdmissionMessages {

    private static final Pattern EXCEEDED = Pattern.compile(
            "exceeded quota: (?<name>[a-z0-9.-]+), requested: (?<asked>\\S+), used: (?<used>\\S+), limited: (?<limit>\\S+)");
    private static final Pattern RANGE =
            Pattern.compile("(?<bound>maximum|minimum) (?<resource>\\S+) usage per \\S+ is (?<limit>[^,\\s]+)"
                    + "(?:, but (?:limit|request) is (?<asked>[^,\\s\\]]+))?");

    private AdmissionMessages() {}

    /**
     * A quota that an object exceeds.
     *
     * @param name the name of the ResourceQuota
     * @param asked what the object requests, by resource
     * @param used what others use
     * @param limit the whole quota
     */
    public record Exceeded(
            String name, Map<String, BigDecimal> asked, Map<String, BigDecimal> used, Map<String, BigDecimal> limit) {

        /** The same request, compared with the current state of the quota. */
        public Exceeded now(ResourceQuota quota) {
            var status = quota.getStatus();
            return new Exceeded(
                    name,
                    asked,
                    numbers(status == null ? null : status.getUsed()),
                    numbers(
                            status == null || status.getHard() == null
                                    ? quota.getSpec().getHard()
                                    : status.getHard()));
        }

        /** Whether the object would be accepted. */
        public boolean fits() {
            return asked.keySet().stream()
                    .allMatch(resource -> remaining(resource).compareTo(get(asked, resource)) >= 0);
        }

        /** Distinguishes what others use from what the quota can never provide. */
        public Failure failure() {
            Optional<String> never = asked.keySet().stream()
                    .filter(limit::containsKey)
                    .filter(each -> get(asked, each).compareTo(get(limit, each)) > 0)
                    .findFirst();
            return never.map(this::never).orElseGet(this::busy);
        }

        private Failure never(String resource) {
            return Failure.of(
                    ReasonCode.QUOTA,
                    "kubernetes.quota.never",
                    ResourceText.amount(resource, get(asked, resource)),
                    ResourceText.number(resource, get(limit, resource)));
        }

        private Failure busy() {
            String resource = asked.keySet().stream()
                    .filter(each -> remaining(each).compareTo(get(asked, each)) < 0)
                    .findFirst()
                    .orElseGet(() -> asked.keySet().stream().findFirst().orElse(""));
            String usage = ResourceText.number(resource, get(used, resource));
            String most = ResourceText.number(resource, get(limit, resource));
            return ResourceText.isPods(resource)
                    ? Failure.of(ReasonCode.QUOTA_IN_USE, "kubernetes.quota.servers", usage, most)
                    : Failure.of(
                            ReasonCode.QUOTA_IN_USE,
                            "kubernetes.quota.in-use",
                            ResourceText.amount(resource, get(asked, resource)),
                            usage,
                            most);
        }

        private BigDecimal remaining(String resource) {
            return get(limit, resource).subtract(get(used, resource));
        }

        private static BigDecimal get(Map<String, BigDecimal> amounts, String resource) {
            return amounts.getOrDefault(resource, BigDecimal.ZERO);
        }
    }

    /** The quota that a rejection names; empty if it is about something else. */
    public static Optional<Exceeded> exceeded(String message) {
        Matcher found = EXCEEDED.matcher(message);
        return found.find()
                ? Optional.of(new Exceeded(
                        found.group("name"),
                        amounts(found.group("asked")),
                        amounts(found.group("used")),
                        amounts(found.group("limit"))))
                : Optional.empty();
    }

    /** Why the API server did not accept an object. */
    public static Failure of(String kind, String message) {
        Optional<Exceeded> quota = exceeded(message);
        if (quota.isPresent()) {
            return quota.get().failure();
        }
        Matcher range = RANGE.matcher(message);
        if (range.find()) {
            return outOfRange(range);
        }
        return message.contains("failed quota")
                ? Failure.of(ReasonCode.QUOTA, "kubernetes.quota.limit-required", OutputText.bounded(message))
                : Failure.of(ReasonCode.REFUSED, "kubernetes.rejected", kind, OutputText.bounded(message));
    }

    private static Failure outOfRange(Matcher range) {
        String resource = range.group("resource");
        String limit = ResourceText.amount(resource, parse(range.group("limit")));
        boolean maximum = range.group("bound").equals("maximum");
        return range.group("asked") == null
                ? Failure.of(ReasonCode.QUOTA, "kubernetes.quota." + (maximum ? "above" : "below"), limit)
                : Failure.of(
                        ReasonCode.QUOTA,
                        "kubernetes.quota." + (maximum ? "too-much" : "too-little"),
                        ResourceText.amount(resource, parse(range.group("asked"))),
                        limit);
    }

    /** From {@code limits.memory=1Gi,count/pods=2}. */
    private static Map<String, BigDecimal> amounts(String list) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (String each : list.split(",", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                amounts.put(each.substring(0, equals), parse(each.substring(equals + 1)));
            }
        }
        return amounts;
    }

    private static Map<String, BigDecimal> numbers(@Nullable Map<String, Quantity> quantities) {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        if (quantities != null) {
            quantities.forEach((name, amount) -> numbers.put(name, amount.getNumericalAmount()));
        }
        return numbers;
    }

    private static BigDecimal parse(String amount) {
        try {
            return Quantity.parse(amount).getNumericalAmount();
        } catch (IllegalArgumentException odd) {
            return BigDecimal.ZERO;
        }
    }
}
