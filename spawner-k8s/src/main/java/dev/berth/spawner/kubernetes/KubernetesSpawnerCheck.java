package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Devices;
import dev.berth.spawner.kubernetes.model.LimitsModel;
import dev.berth.spawner.kubernetes.model.TemplateProof;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spi.check.ConfigurationCheck;
import dev.berth.spi.spawn.Limits;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports before the first start what would be rejected at every start. */
final class KubernetesSpawnerCheck implements ConfigurationCheck {

    private static final String TYPE = "berth.spawner.type";
    private static final String NETWORKS = "berth.routing.server-networks";

    @Override
    public void check(Settings settings, Problems problems) {
        if (!"kubernetes".equals(settings.value(TYPE))) {
            return;
        }
        if (settings.value(NETWORKS) == null && settings.value(NETWORKS + "[0]") == null) {
            problems.add(
                    NETWORKS,
                    NETWORKS + " is not set, and " + TYPE
                            + " is kubernetes. Set it to the network of the cluster's pods, such as 10.244.0.0/16;"
                            + " without it no proxy forwards requests to a server");
        }
        settings.bound(KubernetesSpawnerProperties.class).ifPresent(properties -> {
            templates(properties, problems);
            limits(properties, problems);
            profiles(settings, properties, problems);
            if (settings.thorough()) {
                cluster(properties, problems);
            }
        });
    }

    /** The hub's log shows the same after a start. */
    private static void cluster(KubernetesSpawnerProperties properties, Problems problems) {
        try (KubernetesClient client = KubernetesSpawnerAutoConfiguration.client(Config.autoConfigure(null))) {
            Cluster cluster = new Cluster(client, KubernetesSpawner.namespace(client, properties));
            new ClusterCheck(cluster, properties)
                    .problems()
                    .forEach(problem -> problems.add(problem.key(), problem.text()));
        } catch (KubernetesClientException unreadable) {
            problems.add(TYPE, TYPE + " is kubernetes, and the kubeconfig cannot be used: " + unreadable.getMessage());
        }
    }

    private static void templates(KubernetesSpawnerProperties properties, Problems problems) {
        properties.templates().forEach((name, template) -> {
            String key = "berth.spawner.kubernetes.templates." + name;
            TemplateProof.problems(properties, template)
                    .forEach(problem -> problems.add(
                            key,
                            key + " contains what is not allowed in a template: " + problem
                                    + ". Remove it; docs/howto/kubernetes.md"
                                    + " describes what a template can contain"));
        });
    }

    private static void limits(KubernetesSpawnerProperties properties, Problems problems) {
        try {
            LimitsModel.objects(properties);
        } catch (IllegalArgumentException wrong) {
            problems.add(
                    "berth.spawner.kubernetes.quota",
                    "berth.spawner.kubernetes.quota or limit-range contains an invalid amount: " + wrong.getMessage());
        }
    }

    /** The hub's own profiles, as far as they concern this spawner. */
    private static void profiles(Settings settings, KubernetesSpawnerProperties properties, Problems problems) {
        for (int i = 0; settings.value("berth.profiles[" + i + "].name") != null; i++) {
            String key = "berth.profiles[" + i + "]";
            String name = value(settings, key + ".template");
            PodTemplate template = properties.template(name);
            if (template == null) {
                problems.add(
                        key + ".template",
                        key + ".template is \"" + name
                                + "\", which does not exist in berth.spawner.kubernetes.templates");
                continue;
            }
            String unsafe = Devices.problem(limits(settings, key), template, properties.home());
            if (unsafe != null) {
                problems.add(key + ".template", key + " with template \"" + name + "\": " + unsafe);
            }
        }
    }

    private static Limits limits(Settings settings, String key) {
        String gpus = value(settings, key + ".gpus");
        String resource = value(settings, key + ".gpu-resource");
        return gpus.matches("[1-9][0-9]{0,5}")
                ? new Limits(0, 0, Map.of(resource.isEmpty() ? "nvidia.com/gpu" : resource, Integer.valueOf(gpus)))
                : Limits.NONE;
    }

    private static String value(Settings settings, String key) {
        @Nullable String value = settings.value(key);
        return value == null ? "" : value;
    }
}
