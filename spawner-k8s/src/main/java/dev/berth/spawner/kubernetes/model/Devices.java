package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.text.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The GPUs of a start, and the ways of sharing them that are not safe. */
public final class Devices {

    private static final String NVIDIA = "nvidia.com/";
    private static final long LARGEST_MAPPED = 65_535;

    /** The name of an extended resource: a domain, a slash and a name. */
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

    private Devices() {}

    static boolean hasNvidia(Limits limits) {
        return limits.devices().entrySet().stream()
                .anyMatch(each -> each.getKey().startsWith(NVIDIA) && each.getValue() > 0);
    }

    static int gpus(Limits limits) {
        return limits.devices().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Why this start is not safe or cannot be limited as requested; null if it can be started. */
    public static @Nullable Failure refusal(
            Limits limits, PodTemplate template, HomeProperties home, @Nullable Owner owner) {
        for (Map.Entry<String, Integer> each : limits.devices().entrySet()) {
            if (!NAME.matcher(each.getKey()).matches() || each.getValue() < 0) {
                return Failure.of(
                        ReasonCode.LIMIT_UNENFORCEABLE, "kubernetes.device.name", each.getValue(), each.getKey());
            }
        }
        String problem = problem(limits, template, home);
        if (problem != null) {
            return Failure.of(ReasonCode.REFUSED, "kubernetes.device.refused", problem);
        }
        if (template.userNamespace() && owner != null && largestId(owner) > LARGEST_MAPPED) {
            return Failure.of(ReasonCode.UID_REFUSED, "kubernetes.uid", LARGEST_MAPPED, largestId(owner));
        }
        return null;
    }

    /** The same check as a sentence for the person who writes the configuration; it does not depend on the user. */
    public static @Nullable String problem(Limits limits, PodTemplate template, HomeProperties home) {
        boolean gpu = gpus(limits) > 0;
        if (template.userNamespace() && gpu) {
            return Texts.of("part.weakness.gpu");
        }
        if (template.userNamespace() && home.isFolderOfMany()) {
            return Texts.of("part.weakness.home");
        }
        if (gpu && template.gpuSharing() == PodTemplate.GpuSharing.MPS) {
            return Texts.of("part.weakness.mps");
        }
        if (isTurnTaking(limits, template) && gpus(limits) > 1) {
            return Texts.of("part.weakness.shares");
        }
        if (template.gpuSharing() == PodTemplate.GpuSharing.MIG
                && limits.devices().keySet().stream()
                        .anyMatch(name ->
                                name.startsWith(NVIDIA) && !name.contains("/mig-") && !name.equals("nvidia.com/gpu"))) {
            return Texts.of("part.weakness.mig");
        }
        return null;
    }

    private static boolean isTurnTaking(Limits limits, PodTemplate template) {
        return template.gpuSharing() == PodTemplate.GpuSharing.TIME_SLICED
                || limits.devices().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(".shared"));
    }

    private static long largestId(Owner owner) {
        return Math.max(
                Math.max(owner.uid(), owner.gid()),
                owner.supplementalGroups().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0));
    }
}
