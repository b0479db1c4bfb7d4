package dev.berth.spawner.kubernetes.model;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a template must not bring into a pod: root, privileges, the node's own files and namespaces, another identity. The finished pod is
 * checked, so it does not matter how something was added. The list consists of Pod Security "restricted" of Kubernetes 1.34 and what Berth
 * itself relies on.
 */
public final class PodRules {

    private final Pod plain;
    private final HomeProperties home;
    private final List<String> problems = new ArrayList<>();

    private PodRules(Pod plain, HomeProperties home) {
        this.plain = plain;
        this.home = home;
    }

    /**
     * The problems of a pod, one phrase for each.
     *
     * @param plain the same pod without what a template merges into it
     */
    public static List<String> problems(Pod pod, Pod plain, HomeProperties home) {
        PodRules rules = new PodRules(plain, home);
        rules.identity(pod);
        rules.pod(pod.getSpec());
        rules.security(pod.getSpec().getSecurityContext());
        rules.containers(pod.getSpec());
        Stream.ofNullable(pod.getSpec().getVolumes()).flatMap(List::stream).forEach(rules::volume);
        return List.copyOf(rules.problems);
    }

    private void identity(Pod pod) {
        refuse(!same(Pod::getKind, pod) || !same(Pod::getApiVersion, pod), "a different kind of object");
        refuse(
                !Objects.equals(pod.getMetadata().getName(), plain.getMetadata().getName())
                        || pod.getMetadata().getNamespace() != null,
                "a different name or namespace");
        refuse(
                !contains(pod.getMetadata().getLabels(), plain.getMetadata().getLabels()),
                "changed values of Berth's labels");
        refuse(
                !contains(
                        pod.getMetadata().getAnnotations(), plain.getMetadata().getAnnotations()),
                "changed values of Berth's annotations");
        refuse(
                pod.getMetadata().getFinalizers() != null
                        && !pod.getMetadata().getFinalizers().isEmpty(),
                "finalizers, which would keep a stop from completing");
        refuse(
                pod.getMetadata().getOwnerReferences() != null
                        && !pod.getMetadata().getOwnerReferences().isEmpty(),
                "owner references");
        refuse(pod.getMetadata().getGenerateName() != null, "a generated name");
        refuse(pod.getStatus() != null && pod.getStatus().getPhase() != null, "a status");
    }

    private void pod(PodSpec spec) {
        refuse(Boolean.TRUE.equals(spec.getHostNetwork()), "hostNetwork");
        refuse(Boolean.TRUE.equals(spec.getHostPID()), "hostPID");
        refuse(Boolean.TRUE.equals(spec.getHostIPC()), "hostIPC");
        refuse(!Boolean.FALSE.equals(spec.getAutomountServiceAccountToken()), "a service account token");
        refuse(!"Never".equals(spec.getRestartPolicy()), "a restartPolicy other than Never");
        refuse(spec.getNodeName() != null, "nodeName, which bypasses the scheduler");
        refuse(
                !Objects.equals(spec.getSchedulingGates(), plain.getSpec().getSchedulingGates()),
                "additional scheduling gates");
        refuse(
                !Objects.equals(spec.getHostUsers(), plain.getSpec().getHostUsers()),
                "hostUsers (use the key user-namespace instead)");
        refuse(
                spec.getEphemeralContainers() != null
                        && !spec.getEphemeralContainers().isEmpty(),
                "ephemeral containers");
        refuse(
                spec.getResourceClaims() != null && !spec.getResourceClaims().isEmpty(),
                "resource claims, whose limits Berth does not see");
    }

    private void security(@Nullable PodSecurityContext now) {
        PodSecurityContext before = plain.getSpec().getSecurityContext();
        if (now == null) {
            refuse(true, "a missing securityContext");
            return;
        }
        refuse(
                !Objects.equals(now.getRunAsUser(), before.getRunAsUser())
                        || !Objects.equals(now.getRunAsGroup(), before.getRunAsGroup())
                        || !Objects.equals(now.getFsGroup(), before.getFsGroup())
                        || !Objects.equals(now.getSupplementalGroups(), before.getSupplementalGroups()),
                "a different UID, GID or group (the hub assigns them)");
        refuse(!Boolean.TRUE.equals(now.getRunAsNonRoot()), "runAsNonRoot false");
        refuse(isUnconfined(now.getSeccompProfile()), "an unconfined seccomp profile");
        refuse(now.getSysctls() != null && !now.getSysctls().isEmpty(), "sysctls");
        refuse(
                now.getAppArmorProfile() != null
                        && "Unconfined".equals(now.getAppArmorProfile().getType()),
                "an unconfined AppArmor profile");
        refuse(now.getWindowsOptions() != null, "Windows options");
    }

    private void containers(PodSpec spec) {
        refuse(
                spec.getContainers().stream()
                                .filter(each -> Names.CONTAINER.equals(each.getName()))
                                .count()
                        != 1,
                "a number of containers named " + Names.CONTAINER + " other than one");
        Stream.concat(
                        spec.getContainers().stream(),
                        Stream.ofNullable(spec.getInitContainers()).flatMap(List::stream))
                .forEach(this::container);
        // The limits come from the profile, which the hub counts and shows; a template must not bypass them.
        refuse(
                !resources(spec).equals(resources(plain.getSpec())),
                "different resources for the server (use the keys of the profile instead)");
    }

    private static List<Object> resources(PodSpec spec) {
        return spec.getContainers().stream()
                .filter(each -> Names.CONTAINER.equals(each.getName()))
                .<Object>map(Container::getResources)
                .toList();
    }

    private void container(Container container) {
        String name = container.getName() == null ? "" : container.getName();
        SecurityContext security = container.getSecurityContext();
        String in = " in container " + name;
        if (security == null) {
            refuse(true, "a missing securityContext" + in);
            return;
        }
        refuse(Boolean.TRUE.equals(security.getPrivileged()), "privileged" + in);
        refuse(!Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()), "allowPrivilegeEscalation" + in);
        refuse(
                security.getRunAsUser() != null
                        || security.getRunAsGroup() != null
                        || Boolean.FALSE.equals(security.getRunAsNonRoot()),
                "a different UID or GID" + in);
        refuse(security.getSeccompProfile() != null && isUnconfined(security.getSeccompProfile()), "seccomp" + in);
        refuse(
                security.getProcMount() != null && !security.getProcMount().equals("Default"),
                "procMount " + security.getProcMount() + in);
        refuse(
                security.getCapabilities() == null
                        || security.getCapabilities().getDrop() == null
                        || !security.getCapabilities().getDrop().contains("ALL"),
                "capabilities that are not dropped" + in);
        refuse(
                security.getCapabilities() != null
                        && security.getCapabilities().getAdd() != null
                        && !security.getCapabilities().getAdd().isEmpty(),
                "added capabilities" + in);
        hostResources(container, name, in);
    }

    private void hostResources(Container container, String name, String in) {
        refuse(
                container.getPorts() != null
                        && container.getPorts().stream()
                                .anyMatch(port -> port.getHostPort() != null || port.getHostIP() != null),
                "a host port" + in);
        refuse(
                !Names.CONTAINER.equals(name)
                        && container.getResources() != null
                        && container.getResources().getLimits() != null
                        && container.getResources().getLimits().keySet().stream()
                                .anyMatch(key -> key.contains("/"))
                        && !Names.HOME_CONTAINER.equals(name),
                "devices" + in + " (set GPUs in the profile)");
    }

    private void volume(Volume volume) {
        boolean harmless = volume.getConfigMap() != null
                || volume.getCsi() != null
                || volume.getDownwardAPI() != null
                || volume.getEmptyDir() != null
                || volume.getEphemeral() != null
                || volume.getPersistentVolumeClaim() != null
                || volume.getSecret() != null
                || volume.getImage() != null;
        boolean projected = volume.getProjected() != null
                && volume.getProjected().getSources().stream().allMatch(each -> each.getServiceAccountToken() == null);
        boolean ourHostPath = volume.getHostPath() != null
                && home.kind() == HomeProperties.Kind.HOST_PATH
                && plain.getSpec().getVolumes().contains(volume);
        refuse(volume.getHostPath() != null && !ourHostPath, "a hostPath" + " (volume " + volume.getName() + ")");
        refuse(
                volume.getProjected() != null && !projected,
                "a service account token (volume " + volume.getName() + ")");
        refuse(
                !harmless && volume.getProjected() == null && volume.getHostPath() == null,
                "a volume of the node or the network" + " (volume " + volume.getName() + ")");
    }

    private static boolean isUnconfined(@Nullable SeccompProfile profile) {
        return profile == null || "Unconfined".equals(profile.getType());
    }

    private static boolean contains(@Nullable Map<String, String> now, Map<String, String> before) {
        return now != null && now.entrySet().containsAll(before.entrySet());
    }

    private boolean same(java.util.function.Function<Pod, String> field, Pod pod) {
        return Objects.equals(field.apply(pod), field.apply(plain));
    }

    private void refuse(boolean wrong, String what) {
        if (wrong) {
            problems.add(what);
        }
    }
}
