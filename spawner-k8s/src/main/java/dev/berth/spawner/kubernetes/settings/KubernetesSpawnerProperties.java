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
 * @param installation the label of this installation's objects; two hubs with one database must have the same, two installations in one
 *     namespace must have different ones
 * @param namespace the namespace of users' pods and home directories; if empty, the namespace of the hub's own pod or kubeconfig
 * @param image the image of servers whose profile does not name one
 * @param imagePullPolicy when nodes pull an image: if-not-present, always or never
 * @param imagePullSecrets names of Secrets in the namespace with credentials for registries
 * @param imagePullPatience how long pulling an image can keep failing for a temporary reason before the start fails
 * @param endedPodRetention how long the pod of a server that ended by itself is kept for kubectl; why it ended and its last log lines are
 *     kept until the next start
 * @param port the port on which servers listen in their pods
 * @param podName the name of a server's pod; must contain {server}, which is replaced by the server's name
 * @param memory memory limit if the profile does not set one
 * @param readiness how the hub determines that a server is ready: probe, by HTTP requests from the hub, or pod, by the pod's Ready
 *     condition
 * @param autoscaling whether an autoscaler adds nodes for waiting pods; a pod that does not fit any current node then waits instead of
 *     failing
 * @param environment environment variables for every server; those of a profile or the hub take precedence
 * @param home users' files
 * @param sharedVolumes volumes that many servers mount
 * @param quota the most that all servers together can use, as a ResourceQuota that the hub maintains; none if empty
 * @param limitRange bounds for each container, as a LimitRange that the hub maintains; none if empty
 * @param templates pod settings beside the limits of a profile, by a name that profiles use; "default" is for profiles that do not name one
 */
@ConfigurationProperties(prefix = "berth.spawner.kubernetes", ignoreUnknownFields = false)
public record KubernetesSpawnerProperties(
        @DefaultValue("berth") String installation,
        @DefaultValue("") String namespace,
        @DefaultValue("localhost/berth/notebook:cuda") String image,
        @DefaultValue("if-not-present") PullPolicy imagePullPolicy,
        @DefaultValue List<String> imagePullSecrets,
        @DefaultValue("3s") Duration imagePullPatience,
        @DefaultValue("10m") Duration endedPodRetention,
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

    /** The template of servers whose profile does not name one. */
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
        Require.that(
                port >= 1024 && port <= 65_535, "port", port, "use 1024 to 65535, because servers do not run as root");
        Require.that(!image.isBlank(), "image", image, "set it to an image or remove the key");
        Require.that(
                !memory.isNegative() && memory.toBytes() > 0, "memory", memory, "use an amount above 0, such as 32GB");
        Require.that(
                !imagePullPatience.isNegative(),
                "image-pull-patience",
                imagePullPatience,
                "use 0s to fail immediately");
        Require.that(
                !endedPodRetention.isNegative(),
                "ended-pod-retention",
                endedPodRetention,
                "use 0s to delete such pods within a minute");
    }

    /** The template with this name, or the default template for an empty name; null if it does not exist. */
    public @org.jspecify.annotations.Nullable PodTemplate template(String name) {
        if (name.isEmpty() || name.equals(USUAL)) {
            return templates.getOrDefault(USUAL, PodTemplate.PLAIN);
        }
        return templates.get(name);
    }

    /** Omits the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "KubernetesSpawnerProperties[installation=" + installation + ", namespace=" + namespace + "]";
    }

    /** When nodes pull an image. */
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

    /** How the hub determines that a server is ready. */
    public enum Readiness {
        /** The hub sends HTTP requests, ten times a second during the start. */
        PROBE,
        /** The pod's Ready condition, for hubs that cannot reach pods; up to a few seconds later. */
        POD
    }
}
