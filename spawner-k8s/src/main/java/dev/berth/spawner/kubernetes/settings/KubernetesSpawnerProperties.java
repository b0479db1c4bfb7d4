package dev.berth.spawner.kubernetes.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Servers as pods of a Kubernetes cluster.
 *
 * @param installation what this installation's objects are labelled with; two hubs on one database have the same, two installations in one
 *     namespace must not
 * @param namespace where users' pods and homes are; empty for the namespace of the hub's own pod or kubeconfig
 * @param image what servers run where the profile names nothing
 * @param imagePullPolicy when nodes fetch an image: if-not-present, always or never
 * @param imagePullSecrets names of Secrets in the namespace with credentials for registries
 * @param imagePullPatience how long nodes may go on failing to fetch an image, for a reason that might pass, before the start is given up
 * @param port where servers listen in their pods
 * @param podName the name of a server's pod; {server} stands for the server's own name and must be in it
 * @param memory limit of memory where the profile sets none
 * @param readiness how it is known that a server answers: probe, where the hub asks it, or pod, where the pod's own condition tells
 * @param autoscaling whether nodes come when pods wait for them; a pod that fits on no node of now then waits instead of failing
 * @param environment variables for every server; what a profile or the hub gives goes first
 * @param home users' files
 * @param sharedVolumes volumes that many servers mount
 * @param quota the most that all servers together may use, as a ResourceQuota that the hub keeps; none if empty
 * @param limitRange bounds of each container, as a LimitRange that the hub keeps; none if empty
 * @param templates what a pod has beside the limits of its profile, by a name that profiles use; "default" is for those that name none
 */
@ConfigurationProperties(prefix = "berth.spawner.kubernetes", ignoreUnknownFields = false)
public record KubernetesSpawnerProperties(
        @DefaultValue("berth") String installation,
        @DefaultValue("") String namespace,
        @DefaultValue("localhost/berth/notebook:cuda") String image,
        @DefaultValue("if-not-present") PullPolicy imagePullPolicy,
        @DefaultValue List<String> imagePullSecrets,
        @DefaultValue("3s") Duration imagePullPatience,
        @DefaultValue("8888") int port,
        @DefaultValue("jupyter-{server}") String podName,
        @DefaultValue("32GB") DataSize memory,
        @DefaultValue("probe") Readiness readiness,
        @DefaultValue("false") boolean autoscaling,
        @DefaultValue Map<String, String> environment,
        @NestedConfigurationProperty @DefaultValue HomeProperties home,
        @DefaultValue List<SharedVolume> sharedVolumes,
        @DefaultValue Map<String, String> quota,
        @NestedConfigurationProperty @DefaultValue LimitRangeProperties limitRange,
        @DefaultValue Map<String, PodTemplate> templates) {

    /** The template of servers whose profile names none. */
    public static final String USUAL = "default";

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Pattern POD_NAME = Pattern.compile("[a-z0-9-]{0,40}\\{server}[a-z0-9-]{0,40}");

    public KubernetesSpawnerProperties {
        imagePullSecrets = List.copyOf(imagePullSecrets);
        environment = Map.copyOf(environment);
        sharedVolumes = List.copyOf(sharedVolumes);
        quota = Map.copyOf(quota);
        templates = Map.copyOf(templates);
        Require.that(
                LABEL.matcher(installation).matches(),
                "installation",
                installation,
                "use lower-case letters, digits and hyphens, at most 40 characters");
        Require.that(
                POD_NAME.matcher(podName).matches() && !podName.startsWith("-") && !podName.endsWith("-"),
                "pod-name",
                podName,
                "use {server} once, with lower-case letters, digits and hyphens around it");
        Require.that(port >= 1024 && port <= 65_535, "port", port, "use 1024 to 65535: no server is root");
        Require.that(!image.isBlank(), "image", image, "name an image, or leave the key out");
        Require.that(
                !memory.isNegative() && memory.toBytes() > 0, "memory", memory, "use an amount above 0, such as 32GB");
        Require.that(
                !imagePullPatience.isNegative(), "image-pull-patience", imagePullPatience, "use 0s for no patience");
    }

    /** The template of this name, the usual one for none; null when there is none of that name. */
    public @org.jspecify.annotations.Nullable PodTemplate template(String name) {
        if (name.isEmpty() || name.equals(USUAL)) {
            return templates.getOrDefault(USUAL, PodTemplate.PLAIN);
        }
        return templates.get(name);
    }

    /** May hold secrets in its environment. */
    @Override
    public String toString() {
        return "KubernetesSpawnerProperties[installation=" + installation + ", namespace=" + namespace + "]";
    }

    /** When nodes fetch an image. */
    public enum PullPolicy {
        IF_NOT_PRESENT("IfNotPresent"),
        ALWAYS("Always"),
        NEVER("Never");

        private final String word;

        PullPolicy(String word) {
            this.word = word;
        }

        /** As Kubernetes writes it. */
        public String word() {
            return word;
        }
    }

    /** How it is known that a server answers. */
    public enum Readiness {
        /** The hub asks it by HTTP, ten times a second while it starts. */
        PROBE,
        /** The pod's condition Ready, for hubs that cannot reach pods; up to some seconds later. */
        POD
    }
}
