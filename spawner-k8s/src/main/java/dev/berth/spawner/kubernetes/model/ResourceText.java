package dev.berth.spawner.kubernetes.model;

import dev.berth.spi.text.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Kubernetes' resources as people know them: "16 GiB of memory" for {@code limits.memory=16Gi}, "2 GPUs" for two nvidia.com/gpu. */
final class ResourceText {

    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB");
    private static final String SLICE = " GPU slice";
    private static final BigDecimal STEP = BigDecimal.valueOf(1024);

    private ResourceText() {}

    /** A device in the singular. */
    static String device(String resource) {
        String name = resource.substring(resource.indexOf('/') + 1);
        if (name.equals("gpu") || name.equals("gpu.shared")) {
            return "GPU";
        }
        return name.startsWith("mig-") ? name.substring("mig-".length()) + SLICE : resource + " device";
    }

    /** An amount of a resource, as a node, a pod or a quota names it. */
    static String amount(String resource, BigDecimal amount) {
        String name = bare(resource);
        return switch (name) {
            case "memory" -> Texts.of("part.amount.memory", bytes(amount));
            case "storage", "ephemeral-storage" -> Texts.of("part.amount.storage", bytes(amount));
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
        String number = amount.stripTrailingZeros().toPlainString();
        String plural = number.equals("1") ? "" : "s";
        return switch (name) {
            case "cpu" -> Texts.of("part.amount.processor" + plural, number);
            case "pods" -> Texts.of("part.amount.server" + plural, number);
            case "persistentvolumeclaims" -> Texts.of("part.amount.claim" + plural, number);
            default -> name.contains("/") ? devices(number, plural, name) : number + " " + name;
        };
    }

    private static String devices(String number, String plural, String resource) {
        String device = device(resource);
        if (device.equals("GPU")) {
            return Texts.of("part.amount.gpu" + plural, number);
        }
        return device.endsWith(SLICE)
                ? Texts.of(
                        "part.amount.slice" + plural,
                        number + " " + device.substring(0, device.length() - SLICE.length()))
                : Texts.of("part.amount.device" + plural, number + " " + resource);
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
