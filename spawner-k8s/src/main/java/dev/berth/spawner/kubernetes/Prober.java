package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.model.PodState;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes starting servers ten times a second, because the kubelet's probes can be seconds late; less often the longer a server does not
 * respond. Sends no credentials: any response below 500 counts. With {@code readiness: pod} it probes nothing, because such hubs cannot
 * reach pods.
 */
final class Prober implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Prober.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Network plugins connect a pod within seconds; a firewall never does. */
    private static final int TIMEOUTS_TO_REPORT = 10;

    private final Cluster cluster;
    private final PodWatch pods;
    private final boolean probes;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
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
        String uid = pod.getMetadata().getUid();
        try {
            ask(
                    pod,
                    HttpRequest.newBuilder(address(pod, ip))
                            .timeout(PATIENCE)
                            .GET()
                            .build());
        } catch (IllegalArgumentException odd) {
            log.warn("Pod {} cannot be probed: {}", pod.getMetadata().getName(), odd.getMessage());
        } finally {
            asked.remove(uid);
        }
    }

    private void ask(Pod pod, HttpRequest request) {
        int timeouts = 0;
        long began = System.nanoTime();
        while (!closed && isRunning(pod)) {
            Response response = send(request);
            if (response == Response.READY) {
                answered(pod);
                return;
            }
            timeouts = response == Response.NO_CONNECTION ? timeouts + 1 : 0;
            if (timeouts == TIMEOUTS_TO_REPORT) {
                log.warn(
                        "The hub cannot connect to pod {} at {}: connections time out. Let the hub reach the pod network, or set"
                                + " berth.spawner.kubernetes.readiness to pod",
                        pod.getMetadata().getName(),
                        request.uri().getAuthority());
            }
            LockSupport.parkNanos(
                    pause(Duration.ofNanos(System.nanoTime() - began)).toNanos());
        }
    }

    /** A twentieth of the time that it has not responded, within the two pauses. */
    static Duration pause(Duration silent) {
        Duration twentieth = silent.dividedBy(20);
        if (twentieth.compareTo(FIRST_PAUSE) < 0) {
            return FIRST_PAUSE;
        }
        return twentieth.compareTo(LONGEST_PAUSE) < 0 ? twentieth : LONGEST_PAUSE;
    }

    private enum Response {
        READY,
        NOT_READY,
        NO_CONNECTION
    }

    private Response send(HttpRequest request) {
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status < 500 ? Response.READY : Response.NOT_READY;
        } catch (HttpConnectTimeoutException unreachable) {
            return Response.NO_CONNECTION;
        } catch (IOException notYet) {
            return Response.NOT_READY;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Response.NOT_READY;
        }
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
        String host = ip.contains(":") ? "[" + ip + "]" : ip;
        return URI.create("http://" + host + ":" + port(pod) + path + "api");
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
        http.close();
    }
}
