package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.LimitsModel;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.settings.HomeProperties;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spawner.kubernetes.settings.PodTemplate;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the users' namespace as configured: every minute, reconciles its ResourceQuota and LimitRange, checks whether a NetworkPolicy
 * isolates users' pods from each other, deletes pods that ended, and logs what is missing.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final long MINUTE = 60;

    private final Cluster cluster;
    private final EndedPods endedPods;
    private final ProblemLog problemLog;
    private final KubernetesSpawnerProperties settings;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kubernetes-upkeep").factory());
    private volatile List<String> warnings = List.of();
    private volatile List<String> problems = List.of();

    Upkeep(Cluster cluster, EndedPods endedPods, ProblemLog problemLog, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.endedPods = endedPods;
        this.problemLog = problemLog;
        this.settings = settings;
    }

    void start() {
        Future<?> ignored = timer.scheduleWithFixedDelay(this::keep, 0, MINUTE, TimeUnit.SECONDS);
        java.util.Objects.requireNonNull(ignored);
    }

    List<String> warnings() {
        return warnings;
    }

    List<String> problems() {
        return problems;
    }

    /** One round. Never throws, because the timer would not run again. */
    void keep() {
        List<String> failed = new ArrayList<>();
        LimitsModel.objects(settings).forEach(object -> {
            String failure = apply(object);
            if (failure != null) {
                failed.add(failure);
            }
        });
        problems = List.copyOf(failed);
        warnings = weaknesses();
        endedPods.delete();
        problemLog.report();
    }

    /** Server-side apply: fields that others set stay, and fields that Berth no longer sets are removed. */
    private @Nullable String apply(HasMetadata object) {
        try {
            Cluster.asked(() -> cluster.client()
                    .resource(object)
                    .inNamespace(cluster.namespace())
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager("berth-" + settings.installation())
                            .withForce(true)
                            .build()));
            return null;
        } catch (SpawnerUnavailableException later) {
            log.debug("{} could not be reconciled: {}", object.getKind(), later.getMessage());
            return null;
        } catch (KubernetesClientException refused) {
            return "The " + object.getKind() + " of the configuration could not be applied: " + refused.getMessage()
                    + ". Correct berth.spawner.kubernetes.quota or limit-range, or the hub's permissions.";
        }
    }

    private List<String> weaknesses() {
        List<String> found = new ArrayList<>();
        if (settings.home().kind() == HomeProperties.Kind.NONE) {
            found.add("Files are lost when a server stops: berth.spawner.kubernetes.home.kind is none.");
        }
        settings.templates().forEach((name, template) -> {
            if (template.gpuSharing() == PodTemplate.GpuSharing.TIME_SLICED) {
                found.add("Servers of template " + name
                        + " share a GPU by time-slicing, which does not isolate their memory or faults.");
            }
        });
        if (isOpen()) {
            found.add("Users' servers can reach each other over the network: no NetworkPolicy in namespace "
                    + cluster.namespace() + " selects them.");
        }
        return List.copyOf(found);
    }

    private boolean isOpen() {
        try {
            Map<String, String> labels = Names.selector(settings);
            List<NetworkPolicy> policies = Cluster.asked(() -> cluster.client()
                    .network()
                    .v1()
                    .networkPolicies()
                    .inNamespace(cluster.namespace())
                    .list()
                    .getItems());
            return policies.stream().noneMatch(policy -> selects(policy, labels));
        } catch (SpawnerUnavailableException | KubernetesClientException unknown) {
            // Without permission to list policies the hub cannot know; the documentation asks for a policy in any case.
            return false;
        }
    }

    private static boolean selects(NetworkPolicy policy, Map<String, String> labels) {
        var selector = policy.getSpec().getPodSelector();
        Map<String, String> wanted =
                selector == null || selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
        boolean ingress = policy.getSpec().getPolicyTypes() == null
                || policy.getSpec().getPolicyTypes().contains("Ingress");
        return ingress
                && wanted.entrySet().stream()
                        .allMatch(each -> each.getKey().startsWith("app.kubernetes.io/")
                                || each.getKey().equals("app")
                                || each.getValue().equals(labels.get(each.getKey())));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
