package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.Starts.Start;
import dev.berth.spi.spawn.Run;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The times of runs are those of the cluster, to the second, whoever ends them. */
class PodTimesIT {

    private static final String[] SETTINGS = {
        "home.kind=none", "templates.default.shared-memory=0B", "ended-pod-retention=0s"
    };

    private static final Map<String, Pod> LAST = new ConcurrentHashMap<>();

    private static TestCluster cluster;
    private static KubernetesSpawner spawner;
    private static Starts starts;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("times");
        spawner = cluster.spawner(SETTINGS);
        starts = new Starts(spawner);
        // What really happened, as the cluster reports it to another client.
        var _ = cluster.admin().pods().inNamespace(cluster.namespace()).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                LAST.put(pod.getMetadata().getName(), pod);
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            spawner.close();
            cluster.close();
        }
    }

    @Test
    void aServerThatIsStoppedHasTheTimesOfItsPod() {
        Start start = Start.of("stopped");
        starts.ready(start);
        Run running = spawner.observe(start.ref()).run();
        assertThat(running.started()).isEqualTo(scheduled(start));
        assertThat(running.node()).isEqualTo(pod(start).getSpec().getNodeName());
        spawner.stop(start.ref(), Duration.ofSeconds(2));
        starts.ended(start);
        Run over = spawner.observe(start.ref()).run();
        assertThat(over.started()).isEqualTo(running.started());
        assertThat(over.ended()).isEqualTo(finished(start));
    }

    @Test
    void aServerThatExitsKeepsItsTimesWhenItsPodIsDeleted() {
        Start start = Start.of("exits").command("sh", "-c", "sleep 2; exit 3");
        starts.ends(start);
        Run over = spawner.observe(start.ref()).run();
        assertThat(over.started()).isEqualTo(scheduled(start));
        assertThat(over.ended()).isEqualTo(finished(start));
        await("the pod is deleted").atMost(Starts.PATIENCE).until(() -> {
            spawner.deleteEndedPods();
            return cluster.pods("exits").isEmpty();
        });
        try (KubernetesSpawner another = cluster.spawner(SETTINGS)) {
            assertThat(another.observe(start.ref()).run()).isEqualTo(over);
        }
    }

    private static Pod pod(Start start) {
        return LAST.get(spawner.podName(start.ref()));
    }

    private static Instant scheduled(Start start) {
        return pod(start).getStatus().getConditions().stream()
                .filter(each -> each.getType().equals("PodScheduled"))
                .map(PodCondition::getLastTransitionTime)
                .map(Instant::parse)
                .findFirst()
                .orElseThrow();
    }

    private static Instant finished(Start start) {
        return pod(start).getStatus().getContainerStatuses().stream()
                .map(each -> Instant.parse(each.getState().getTerminated().getFinishedAt()))
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
