package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The permissions that the hub needs, compared with those that it has: one SelfSubjectRulesReview for all, which is allowed to be
 * incomplete, and a SelfSubjectAccessReview for each that it lacks.
 */
final class Permissions {

    /**
     * A permission.
     *
     * @param resource with the subresource, such as {@code pods/log}
     */
    private record Right(String group, String resource, List<String> verbs) {}

    private static final List<Right> ALWAYS = List.of(
            new Right("", "pods", List.of("get", "list", "watch", "create", "patch", "delete")),
            new Right("", "pods/log", List.of("get")),
            new Right("", "configmaps", List.of("get", "create", "update", "delete")),
            new Right("", "secrets", List.of("get", "create")),
            new Right("", "events", List.of("list", "watch")));
    private static final Right CLAIMS =
            new Right("", "persistentvolumeclaims", List.of("get", "list", "create", "patch"));
    private static final Right QUOTA = new Right("", "resourcequotas", List.of("get", "create", "patch"));
    private static final Right LIMIT_RANGE = new Right("", "limitranges", List.of("get", "create", "patch"));
    private static final List<Right> OF_THE_CLUSTER = List.of(
            new Right("", "nodes", List.of("list")), new Right("storage.k8s.io", "storageclasses", List.of("get")));

    private final Cluster cluster;
    private final KubernetesSpawnerProperties settings;

    Permissions(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /** Without any of these, starts fail. Each as "create pods". */
    List<String> missing() {
        List<ResourceRule> rules = rules();
        List<String> missing = new ArrayList<>();
        needed().forEach(right -> missing.addAll(missing(right, cluster.namespace(), rules)));
        return List.copyOf(missing);
    }

    /** Whether the hub has any of the permissions that it needs. */
    boolean any() {
        List<ResourceRule> rules = rules();
        return needed().stream()
                .anyMatch(right -> right.verbs().stream()
                        .anyMatch(verb -> rules.stream().anyMatch(rule -> allows(rule, right, verb))));
    }

    /** Without these, some starts fail only at their timeout. */
    List<String> missingOfTheCluster() {
        return OF_THE_CLUSTER.stream()
                .flatMap(right -> missing(right, "", List.of()).stream())
                .toList();
    }

    private List<Right> needed() {
        List<Right> rights = new ArrayList<>(ALWAYS);
        if (settings.home().kind() == HomeProperties.Kind.CLAIM) {
            rights.add(CLAIMS);
        }
        if (!settings.quota().isEmpty()) {
            rights.add(QUOTA);
        }
        if (!settings.limitRange().isEmpty()) {
            rights.add(LIMIT_RANGE);
        }
        return rights;
    }

    private List<String> missing(Right right, String namespace, List<ResourceRule> rules) {
        return right.verbs().stream()
                .filter(verb -> rules.stream().noneMatch(rule -> allows(rule, right, verb)))
                .filter(verb -> !isAllowed(right, namespace, verb))
                .map(verb -> verb + " " + right.resource())
                .toList();
    }

    private List<ResourceRule> rules() {
        return Cluster.asked(() -> cluster.client()
                        .authorization()
                        .v1()
                        .selfSubjectRulesReview()
                        .create(new SelfSubjectRulesReviewBuilder()
                                .withNewSpec()
                                .withNamespace(cluster.namespace())
                                .endSpec()
                                .build()))
                .getStatus()
                .getResourceRules();
    }

    private boolean isAllowed(Right right, String namespace, String verb) {
        String[] resource = right.resource().split("/", 2);
        return Boolean.TRUE.equals(Cluster.asked(() -> cluster.client()
                        .authorization()
                        .v1()
                        .selfSubjectAccessReview()
                        .create(new SelfSubjectAccessReviewBuilder()
                                .withNewSpec()
                                .withNewResourceAttributes()
                                .withNamespace(namespace)
                                .withGroup(right.group())
                                .withResource(resource[0])
                                .withSubresource(resource.length > 1 ? resource[1] : null)
                                .withVerb(verb)
                                .endResourceAttributes()
                                .endSpec()
                                .build()))
                .getStatus()
                .getAllowed());
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
