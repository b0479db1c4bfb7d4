package dev.berth.spawner.kubernetes;

import dev.berth.spawner.base.ReadinessProbe;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.PodState;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes starting servers, because the kubelet's probes can be seconds late. With {@code readiness: pod} it probes nothing, because such hubs cannot
 * reach pods.
 */
final class Prober implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Prober.class);
    private final Cluster cluster;
    private final PodWatch pods;
    private final boolean probes;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ReadinessProbe probe = new ReadinessProbe();
    private final Map<String, Boolean> answers = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Prober(Cluster cluster, PodWatch pods, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.pods = pods;
        this.probes = settings.readiness() == KubernetesSpawnerProperties.Readiness.PROBE;
        pods.onChange(this::changed);
    }

    /** Whether the server of exactly this pod has ever responded, as far as this process knows. */
    boolean hasAnswered(Pod pod) {
        return PodReading.hasAnswered(pod)
                || answers.containsKey(pod.getMetadata().getUid());
    }

    private void changed(Pod pod) {
        String uid = pod.getMetadata().getUid();
        if (pods.pod(pod.getMetadata().getName()).isEmpty()) {
            answers.remove(uid);
        } else if (probes
                && PodReading.state(pod, false) instanceof PodState.Running running
                && !hasAnswered(pod)
                && asked.add(uid)) {
            workers.execute(() -> ask(pod, running.ip()));
        }
    }

    private void ask(Pod pod, String ip) {
        try {
            if (probe.await(address(pod, ip), () -> !closed && isRunning(pod), () -> unreachable(pod, ip))) {
                answered(pod);
            }
        } catch (IllegalArgumentException odd) {
            log.warn("Pod {} cannot be probed: {}", pod.getMetadata().getName(), odd.getMessage());
        } finally {
            asked.remove(pod.getMetadata().getUid());
        }
    }

    private static void unreachable(Pod pod, String ip) {
        log.warn(
                "The hub cannot connect to pod {} at {}: connections time out. Let the hub reach the pod network, or set"
                        + " berth.spawner.kubernetes.readiness to pod",
                pod.getMetadata().getName(),
                ip);
    }

    private boolean isRunning(Pod pod) {
        return pods.pod(pod.getMetadata().getName())
                .filter(now ->
                        now.getMetadata().getUid().equals(pod.getMetadata().getUid()))
                .filter(now -> PodReading.state(now, false) instanceof PodState.Running)
                .isPresent();
    }

    /** The result is used first and written second: callers do not wait for the write, which is for hubs that start later. */
    private void answered(Pod pod) {
        answers.put(pod.getMetadata().getUid(), true);
        PodReading.ref(pod).ifPresent(pods::hint);
        try {
            cluster.annotate(pod, Names.ANSWERED, "true");
        } catch (KubernetesClientException | SpawnerUnavailableException failure) {
            log.debug(
                    "Pod {} could not be marked as ready: {}", pod.getMetadata().getName(), failure.getMessage());
        }
    }

    static URI address(Pod pod, String ip) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        String path = annotations == null ? "/" : annotations.getOrDefault(Names.BASE_PATH, "/");
        return ReadinessProbe.url(ip, port(pod), path);
    }

    static int port(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> Names.CONTAINER.equals(container.getName()))
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getContainerPort)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has no port"));
    }

    @Override
    public void close() {
        closed = true;
        workers.shutdownNow();
        workers.close();
        probe.close();
    }
}
