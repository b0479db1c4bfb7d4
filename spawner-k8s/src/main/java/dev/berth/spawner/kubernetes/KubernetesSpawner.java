package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.model.PodReading;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Listing;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs servers as pods of a Kubernetes cluster. Any number of hubs can use it at the same time; the package documentation explains why that
 * is safe. Open it once per process, and close it when the process ends.
 */
public final class KubernetesSpawner implements Spawner, AutoCloseable {

    private final KubernetesClient client;
    private final KubernetesSpawnerProperties settings;
    private final Cluster cluster;
    private final PodWatch pods;
    private final WarningEvents warnings;
    private final Prober prober;
    private final ServerStart start;
    private final ServerStop stop;
    private final ServerObserver observer;
    private final ServerLog log;
    private final Upkeep upkeep;
    private final Preflight preflight;
    private final ApiProbe apiProbe;
    private final EndedPods endedPods;
    private final FirstSeen firstSeen;

    private KubernetesSpawner(KubernetesClient client, KubernetesSpawnerProperties settings, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.cluster = new Cluster(client, namespace(client, settings));
        this.pods = new PodWatch(cluster, settings);
        this.warnings = new WarningEvents(cluster);
        this.prober = new Prober(cluster, pods, settings);
        Ledgers ledgers = new Ledgers(cluster, settings);
        this.start = new ServerStart(cluster, ledgers, new Claims(cluster, settings), settings);
        this.log = new ServerLog(cluster, ledgers, settings);
        this.stop = new ServerStop(cluster, ledgers, prober, log, settings);
        this.firstSeen = new FirstSeen(clock);
        Nodes nodes = new Nodes(cluster, clock);
        this.observer = new ServerObserver(
                cluster,
                pods,
                ledgers,
                prober,
                log,
                new StartFaults(cluster, nodes, warnings, firstSeen, settings),
                new PodQueue(pods, nodes, warnings),
                warnings,
                new GpuLabels(nodes),
                settings);
        ClusterCheck check = new ClusterCheck(cluster, settings);
        this.endedPods = new EndedPods(cluster, pods, ledgers, prober, log, new FirstSeen(clock), settings);
        this.upkeep = new Upkeep(cluster, endedPods, new ProblemLog(cluster, check), settings);
        this.preflight = new Preflight(cluster, check, pods, settings);
        this.apiProbe = new ApiProbe(preflight::answer, this::silent);
    }

    /**
     * Begins to watch the cluster without waiting for it: as long as the cluster does not respond, servers are unknown.
     *
     * @param client closed together with the spawner
     */
    public static KubernetesSpawner open(
            KubernetesClient client, KubernetesSpawnerProperties settings, InstantSource clock) {
        KubernetesSpawner spawner = new KubernetesSpawner(client, settings, clock);
        spawner.pods.start();
        spawner.warnings.start();
        spawner.upkeep.start();
        spawner.apiProbe.start();
        return spawner;
    }

    static String namespace(KubernetesClient client, KubernetesSpawnerProperties settings) {
        String own = client.getNamespace();
        return !settings.namespace().isEmpty() ? settings.namespace() : own == null ? "default" : own;
    }

    /** Derived only from the configuration, so that it is the same while the cluster is unavailable. */
    @Override
    public String domain() {
        return "kubernetes:" + cluster.namespace() + "/" + settings.installation();
    }

    @Override
    public StartOutcome start(StartRequest request) {
        return asked(() -> start.of(request));
    }

    @Override
    public void stop(ServerRef ref, Duration grace) {
        asked(() -> {
            stop.stop(ref, grace);
            return ref;
        });
    }

    @Override
    public Observation observe(ServerRef ref) {
        try {
            return asked(() -> observer.at(ref));
        } catch (SpawnerUnavailableException unavailable) {
            return new Observation.Unknown(String.valueOf(unavailable.getMessage()));
        }
    }

    /** Served from the watch if it is current, and only after the API server has responded to a call. */
    @Override
    public Listing list() {
        asked(preflight::answer);
        if (!pods.isCurrent()) {
            throw new SpawnerUnavailableException(
                    "The watch of the cluster's pods is not current. It recovers automatically");
        }
        Map<ServerRef, Pod> newest = new HashMap<>();
        pods.all().forEach(pod -> PodReading.ref(pod).ifPresent(ref -> newest.put(ref, pod)));
        Map<ServerRef, Observation> seen = new HashMap<>();
        newest.forEach((ref, pod) -> seen.put(ref, observer.listed(pod)));
        return new Listing(seen);
    }

    @Override
    public Watch watch(Consumer<ServerRef> listener) {
        return pods.watch(listener);
    }

    @Override
    public List<String> log(ServerRef ref, int lines) {
        return asked(() -> log.last(ref, lines));
    }

    @Override
    public void forget(ServerRef ref) {
        asked(() -> {
            stop.forget(ref);
            return ref;
        });
    }

    @Override
    public List<String> preflight() {
        List<String> problems = new ArrayList<>(preflight.problems());
        problems.addAll(upkeep.problems());
        return List.copyOf(problems);
    }

    @Override
    public List<String> warnings() {
        return upkeep.warnings();
    }

    /** Whether the watch is current; for tests that interrupt it. */
    boolean isCurrent() {
        return pods.isCurrent();
    }

    /** Does now what is done every minute; for tests. */
    void deleteEndedPods() {
        endedPods.delete();
    }

    String podName(ServerRef ref) {
        return Names.pod(settings, ref.runtimeName());
    }

    @Override
    public void close() {
        apiProbe.close();
        upkeep.close();
        prober.close();
        warnings.close();
        pods.close();
        client.close();
    }

    /** A call was not answered. */
    private void silent() {
        pods.doubt();
        firstSeen.interrupt();
    }

    /** A rejection here does not concern the server: rejections of a server are outcomes. */
    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SpawnerUnavailableException unavailable) {
            if (unavailable.getCause() != null) {
                silent();
            }
            throw unavailable;
        } catch (KubernetesClientException refused) {
            throw new SpawnerUnavailableException(
                    "The API server of the cluster rejected a call (" + refused.getCode() + "): "
                            + refused.getMessage(),
                    refused);
        } catch (Ledgers.ForeignException foreign) {
            throw new SpawnerUnavailableException(String.valueOf(foreign.getMessage()), foreign);
        }
    }
}
