package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** GPUs of a start, and which ways to share them cannot be safe. */
public final class Devices {

    private static final String NVIDIA = "nvidia.com/";
    private static final long LARGEST_MAPPED = 65_535;

    /** An extended resource: a domain, a slash and a name. */
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

    /** Why this start cannot be safe or cannot be limited as asked; null when it can. */
    public static @Nullable Failure refusal(
            Limits limits, PodTemplate template, HomeProperties home, @Nullable Owner owner) {
        for (Map.Entry<String, Integer> each : limits.devices().entrySet()) {
            if (!NAME.matcher(each.getKey()).matches() || each.getValue() < 0) {
                return new Failure(
                        ReasonCode.LIMIT_UNENFORCEABLE,
                        "Kubernetes cannot count " + each.getValue() + " of \"" + each.getKey()
                                + "\": name the resource as its device plugin does, such as nvidia.com/gpu");
            }
        }
        String problem = problem(limits, template, home);
        if (problem != null) {
            return new Failure(ReasonCode.REFUSED, problem);
        }
        if (template.userNamespace() && owner != null && largestId(owner) > LARGEST_MAPPED) {
            return new Failure(
                    ReasonCode.UID_REFUSED,
                    "A user namespace has no UID or GID above " + LARGEST_MAPPED + ", and this user has "
                            + largestId(owner) + ": use a template without user-namespace");
        }
        return null;
    }

    /** The same as a sentence for whoever writes the configuration, which does not depend on the user. */
    public static @Nullable String problem(Limits limits, PodTemplate template, HomeProperties home) {
        boolean gpu = gpus(limits) > 0;
        if (template.userNamespace() && gpu) {
            return "A GPU does not work in a user namespace (NVIDIA's container toolkit refuses it): leave out"
                    + " user-namespace, or the GPUs";
        }
        if (template.userNamespace() && home.isFolderOfMany()) {
            return "A user namespace needs a home whose file system can map UIDs, and NFS and CephFS cannot: leave out"
                    + " user-namespace, or give each user a claim";
        }
        if (gpu && template.gpuSharing() == PodTemplate.GpuSharing.MPS) {
            return "MPS serves one UID at a time, and here each user has a UID of their own: another user's server would"
                    + " wait, or be broken by theirs. Use MIG, time-slicing or whole GPUs";
        }
        if (isTurnTaking(limits, template) && gpus(limits) > 1) {
            return "More than one share of a time-sliced GPU is no larger share: ask for 1";
        }
        if (template.gpuSharing() == PodTemplate.GpuSharing.MIG
                && limits.devices().keySet().stream()
                        .anyMatch(name ->
                                name.startsWith(NVIDIA) && !name.contains("/mig-") && !name.equals("nvidia.com/gpu"))) {
            return "gpu-sharing is mig, and the GPU resource is none of MIG: use nvidia.com/mig-… or nvidia.com/gpu";
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
