package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;

/** Checks whether starts can succeed: the API server responds, the watch is current, and the hub has the required permissions. */
final class Preflight {

    /** A permission that the hub needs in the users' namespace. */
    private record Right(String group, String resource, List<String> verbs) {}

    private static final List<Right> RIGHTS = List.of(
            new Right("", "pods", List.of("get", "list", "watch", "create", "patch", "delete")),
            new Right("", "pods/log", List.of("get")),
            new Right("", "configmaps", List.of("get", "create", "update", "delete")),
            new Right("", "secrets", List.of("get", "create")),
            new Right("", "events", List.of("list", "watch")));
    private static final Right CLAIMS =
            new Right("", "persistentvolumeclaims", List.of("get", "list", "create", "patch"));

    private final Cluster cluster;
    private final Servers servers;
    private final KubernetesSpawnerProperties settings;

    Preflight(Cluster cluster, Servers servers, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.servers = servers;
        this.settings = settings;
    }

    /** One small call that reads from etcd itself. */
    boolean answer() {
        return cluster.configMap("berth-" + settings.installation()).isPresent();
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        try {
            SelfSubjectRulesReview review = Cluster.asked(() -> cluster.client()
                    .authorization()
                    .v1()
                    .selfSubjectRulesReview()
                    .create(new SelfSubjectRulesReviewBuilder()
                            .withNewSpec()
                            .withNamespace(cluster.namespace())
                            .endSpec()
                            .build()));
            List<ResourceRule> rules = review.getStatus().getResourceRules();
            RIGHTS.forEach(right -> missing(right, rules, problems));
            if (settings.home().kind() == HomeProperties.Kind.CLAIM) {
                missing(CLAIMS, rules, problems);
            }
            if (!servers.isCurrent()) {
                problems.add("The watch of pods in namespace " + cluster.namespace()
                        + " is not current. It recovers when the API server responds.");
            }
        } catch (SpawnerUnavailableException | KubernetesClientException failure) {
            problems.add(
                    "The cluster cannot be asked: " + failure.getMessage()
                            + ". Check that its API server is running and that the hub's kubeconfig or service account is valid.");
        }
        return List.copyOf(problems);
    }

    private void missing(Right right, List<ResourceRule> rules, List<String> problems) {
        for (String verb : right.verbs()) {
            if (rules.stream().noneMatch(rule -> allows(rule, right, verb))) {
                problems.add("The hub does not have permission to " + verb + " " + right.resource() + " in namespace "
                        + cluster.namespace()
                        + ". Grant its service account the permissions in docs/howto/kubernetes.md.");
            }
        }
    }

    private static boolean allows(ResourceRule rule, Right right, String verb) {
        return has(rule.getVerbs(), verb)
                && has(rule.getApiGroups(), right.group())
                && has(rule.getResources(), right.resource())
                && (rule.getResourceNames() == null || rule.getResourceNames().isEmpty());
    }

    private static boolean has(List<String> all, String one) {
        return all.contains("*") || all.contains(one);
    }
}
