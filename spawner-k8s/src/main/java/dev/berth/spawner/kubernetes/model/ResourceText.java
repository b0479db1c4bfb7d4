package dev.berth.spawner.kubernetes.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Kubernetes' resources as people know them: "16 GiB of memory" for {@code limits.memory=16Gi}, "2 GPUs" for two nvidia.com/gpu. */
final class ResourceText {

    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB");
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);

    private ResourceText() {}

    /** A device in the singular. */
    static String device(String resource) {
        String name = resource.substring(resource.indexOf('/') + 1);
        if (name.equals("gpu") || name.equals("gpu.shared")) {
            return "GPU";
        }
        return name.startsWith("mig-") ? name.substring("mig-".length()) + " GPU slice" : resource + " device";
    }

    /** An amount of a resource, as a node, a pod or a quota names it. */
    static String amount(String resource, BigDecimal amount) {
        String name = bare(resource);
        return switch (name) {
            case "memory" -> bytes(amount) + " of memory";
            case "storage", "ephemeral-storage" -> bytes(amount) + " of storage";
            default -> counted(amount, name);
        };
    }

    static boolean isPods(String resource) {
        return bare(resource).equals("pods");
    }

    /** The same without the resource, for a second amount in one sentence. */
    static String number(String resource, BigDecimal amount) {
        String name = bare(resource);
        return name.equals("memory") || name.endsWith("storage")
                ? bytes(amount)
                : amount.stripTrailingZeros().toPlainString();
    }

    private static String counted(BigDecimal amount, String name) {
        String one = switch (name) {
            case "cpu" -> "processor";
            case "pods" -> "server";
            case "persistentvolumeclaims" -> "volume claim";
            default -> name.contains("/") ? device(name) : name;
        };
        String number = amount.stripTrailingZeros().toPlainString();
        return number + " " + one + (number.equals("1") || one.equals(name) ? "" : "s");
    }

    /** Quotas name a resource {@code limits.memory} or {@code requests.memory} or {@code count/pods}, everything else {@code memory}. */
    private static String bare(String resource) {
        return resource.replaceFirst("^(limits\\.|requests\\.|count/)", "");
    }

    /** In the largest unit of which there is at least one, with one decimal at most. */
    private static String bytes(BigDecimal amount) {
        BigDecimal number = amount;
        int unit = 0;
        while (unit < UNITS.size() - 1 && number.compareTo(STEP) >= 0) {
            number = number.divide(STEP, 6, RoundingMode.HALF_UP);
            unit++;
        }
        return number.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString() + " " + UNITS.get(unit);
    }
}
