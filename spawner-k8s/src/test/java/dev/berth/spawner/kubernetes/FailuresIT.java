package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.Starts.Start;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartOutcome;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each failure, caused by a real fault. */
class FailuresIT {

    private static final long MB = 1L << 20;

    private static TestCluster cluster;
    private static KubernetesSpawner spawner;
    private static Starts starts;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("failures");
        spawner = cluster.spawner("home.kind=none", "templates.default.shared-memory=0B");
        starts = new Starts(spawner);
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            spawner.close();
            cluster.close();
        }
    }

    @Test
    void anImageThatIsNotThere() {
        Start start = Start.of("image").image("berth-test/nowhere:1");
        assertThat(starts.ends(start)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.IMAGE_PULL);
            assertThat(failure.detail()).startsWith("The image berth-test/nowhere:1 ");
        });
        assertThat(cluster.pods("image")).isEmpty();
        assertThat(starts.begin(start)).isInstanceOf(StartOutcome.Superseded.class);
    }

    @Test
    void moreGpusThanAnyNodeHas() {
        Start start = Start.of("gpus").limits(new Limits(64 * MB, 0, Map.of("nvidia.com/gpu", 999)));
        assertThat(starts.ends(start)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.UNSCHEDULABLE);
            assertThat(failure.detail()).contains("No node has 999 GPUs");
        });
    }

    @Test
    void aDeviceThatIsBusyIsWaitedFor() {
        String device = "berth.dev/" + cluster.namespace();
        cluster.offer(device, 1);
        try {
            Limits one = new Limits(64 * MB, 0, Map.of(device, 1));
            Start first = Start.of("busy-a").limits(one);
            Start second = Start.of("busy-b").limits(one);
            Start third = Start.of("busy-c").limits(one);
            starts.ready(first);
            starts.begin(second);
            waits(second, "The only " + device + " device is in use; you are next.");
            starts.begin(third);
            waits(third, "The only " + device + " device is in use; 1 person waits before you.");
            starts.stop(third);
            starts.stop(first);
            await("it has its turn")
                    .atMost(Starts.PATIENCE)
                    .until(() -> spawner.observe(second.ref()) instanceof Observation.Ready);
            starts.stop(second);
        } finally {
            cluster.withdraw(device);
        }
    }

    private static void waits(Start start, String sentence) {
        await(start.user() + " waits, and reads for what")
                .atMost(Starts.PATIENCE)
                .untilAsserted(() -> assertThat(spawner.observe(start.ref()))
                        .isInstanceOfSatisfying(
                                Observation.Starting.class,
                                starting -> assertThat(starting.message()).isEqualTo(sentence)));
    }

    @Test
    void anExitAtOnceWithItsStatusAndLastWords() {
        Start start = Start.of("atonce").command("sh", "-c", "echo one; echo I cannot go on >&2; exit 7");
        assertThat(starts.ends(start)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.EXITED_AT_START);
            assertThat(failure.detail()).contains("with status 7").contains("I cannot go on");
        });
        assertThat(spawner.log(start.ref(), 10)).contains("I cannot go on");
    }

    @Test
    void aProgramThatIsNotThere() {
        assertThat(starts.ends(Start.of("program").command("/no/such/program")))
                .extracting(Failure::code)
                .isEqualTo(ReasonCode.NOT_EXECUTABLE);
    }

    @Test
    void moreMemoryThanItsLimit() {
        Start start = Start.of("memory")
                .limits(new Limits(48 * MB, 0, Map.of()))
                .command("awk", "BEGIN { x = \"xxxxxxxx\"; while (1) x = x x }");
        assertThat(starts.ends(start)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.OOM_KILLED);
            assertThat(failure.detail()).contains("48 MiB");
        });
    }

    @Test
    void aPodThatSomebodyDeleted() {
        Start start = Start.of("deleted");
        starts.ready(start);
        cluster.admin()
                .pods()
                .inNamespace(cluster.namespace())
                .withName("jupyter-deleted")
                .withGracePeriod(1)
                .delete();
        assertThat(starts.ended(start)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.LOST);
            assertThat(failure.detail()).contains("jupyter-deleted").contains("outside Berth");
        });
    }

    @Test
    void aPodThatWasEvicted() {
        Start start = Start.of("evicted");
        starts.ready(start);
        cluster.admin()
                .pods()
                .inNamespace(cluster.namespace())
                .withName("jupyter-evicted")
                .evict();
        assertThat(starts.ended(start).code()).isEqualTo(ReasonCode.EVICTED);
    }

    @Test
    void aStorageClassThatIsNotThere() {
        try (KubernetesSpawner wrong = cluster.spawner("home.storage-class=nowhere")) {
            Failure failure = new Starts(wrong).refused(Start.of("storage"));
            assertThat(failure.code()).isEqualTo(ReasonCode.VOLUME);
            assertThat(failure.detail())
                    .contains("\"nowhere\"")
                    .contains("Tell an administrator.")
                    .as("a user cannot correct a key of the hub")
                    .doesNotContain("berth.");
            assertThat(wrong.preflight())
                    .as("for an administrator")
                    .anyMatch(
                            problem -> problem.contains("berth.spawner.kubernetes.home.storage-class is \"nowhere\""));
        }
    }

    @Test
    void aTemplateThatIsNotThere() {
        Start start = Start.of("template");
        Start other =
                new Start(start.user(), 1, "", start.command(), start.limits(), "nowhere", start.owner(), start.home());
        assertThat(starts.refused(other).detail()).contains("the template \"nowhere\", which does not exist");
    }

    @Test
    void aPodOfThatNameThatIsNotOurs() {
        cluster.admin()
                .pods()
                .inNamespace(cluster.namespace())
                .resource(new PodBuilder(TestPods.restricted("jupyter-foreign")).build())
                .create();
        assertThat(starts.refused(Start.of("foreign")).code()).isEqualTo(ReasonCode.NAME_CONFLICT);
        assertThat(cluster.admin()
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withName("jupyter-foreign")
                        .get())
                .isNotNull();
        spawner.stop(Start.of("foreign").ref(), Duration.ZERO);
        assertThat(cluster.admin()
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withName("jupyter-foreign")
                        .get()
                        .getMetadata()
                        .getDeletionTimestamp())
                .isNull();
    }

    /** What a replica leaves behind that froze between creating the pod and removing its gate. */
    @Test
    void aGateThatNobodyOpened() {
        Start start = Start.of("gated");
        starts.ready(start);
        starts.stop(start);
        await("its pod is gone")
                .atMost(Starts.PATIENCE)
                .until(() -> cluster.pods("gated").isEmpty());
        var left = TestPods.restricted("jupyter-gated");
        left.getMetadata()
                .setLabels(Map.of(
                        "berth.dev/installation",
                        "berth",
                        "component",
                        "singleuser-server",
                        "berth.dev/server",
                        "gated",
                        "berth.dev/generation",
                        "1"));
        left.getSpec()
                .setSchedulingGates(
                        java.util.List.of(new io.fabric8.kubernetes.api.model.PodSchedulingGate("berth.dev/start")));
        cluster.admin().pods().inNamespace(cluster.namespace()).resource(left).create();
        assertThat(starts.ended(start).code()).isEqualTo(ReasonCode.REQUESTED);
        assertThat(cluster.pods("gated")).isEmpty();
        starts.ready(start.generation(2));
        starts.stop(start.generation(2));
    }
}
