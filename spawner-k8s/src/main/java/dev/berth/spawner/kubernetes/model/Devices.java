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
                return new Failure(
                        ReasonCode.LIMIT_UNENFORCEABLE,
                        "Kubernetes cannot allocate " + each.getValue() + " of \"" + each.getKey()
                                + "\", because that is not the name of a resource. Tell an administrator.");
            }
        }
        String problem = problem(limits, template, home);
        if (problem != null) {
            return new Failure(ReasonCode.REFUSED, problem + ". Tell an administrator.");
        }
        if (template.userNamespace() && owner != null && largestId(owner) > LARGEST_MAPPED) {
            return new Failure(
                    ReasonCode.UID_REFUSED,
                    "A user namespace does not support a UID or GID above " + LARGEST_MAPPED + ", and this user has "
                            + largestId(owner) + ". Choose another profile, or tell an administrator.");
        }
        return null;
    }

    /** The same check as a sentence for the person who writes the configuration; it does not depend on the user. */
    public static @Nullable String problem(Limits limits, PodTemplate template, HomeProperties home) {
        boolean gpu = gpus(limits) > 0;
        if (template.userNamespace() && gpu) {
            return "A GPU does not work in a user namespace (NVIDIA's container toolkit rejects it). Remove"
                    + " user-namespace, or the GPUs";
        }
        if (template.userNamespace() && home.isFolderOfMany()) {
            return "A user namespace needs a file system that can map UIDs, and NFS and CephFS cannot. Remove"
                    + " user-namespace, or use one claim per user";
        }
        if (gpu && template.gpuSharing() == PodTemplate.GpuSharing.MPS) {
            return "MPS serves one UID at a time, but each user has a separate UID: another user's server would"
                    + " wait or fail. Use MIG, time-slicing or whole GPUs";
        }
        if (isTurnTaking(limits, template) && gpus(limits) > 1) {
            return "Requesting more than one share of a time-sliced GPU does not give a larger share. Request 1";
        }
        if (template.gpuSharing() == PodTemplate.GpuSharing.MIG
                && limits.devices().keySet().stream()
                        .anyMatch(name ->
                                name.startsWith(NVIDIA) && !name.contains("/mig-") && !name.equals("nvidia.com/gpu"))) {
            return "gpu-sharing is mig, but the GPU resource is not a MIG resource. Use nvidia.com/mig-… or nvidia.com/gpu";
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
