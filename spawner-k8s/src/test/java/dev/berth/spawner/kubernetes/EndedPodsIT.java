package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.Starts.Start;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartOutcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is left of servers that ended by themselves. */
class EndedPodsIT {

    private static final String[] SETTINGS = {
        "home.kind=none", "templates.default.shared-memory=0B", "ended-pod-retention=0s"
    };

    private static final String SIDECAR = """
            {spec: {containers: [{name: beside, image: "%s", command: [sleep, "600"], securityContext: {allowPrivilegeEscalation: false,
             capabilities: {drop: [ALL]}}}]}}
            """;

    private static TestCluster cluster;
    private static Turnstile turnstile;
    private static KubernetesSpawner unlucky;
    private static KubernetesSpawner spawner;
    private static Starts starts;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("ended");
        turnstile = new Turnstile();
        unlucky = cluster.spawner(turnstile, SETTINGS);
        spawner = cluster.spawner(SETTINGS);
        starts = new Starts(spawner);
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            unlucky.close();
            spawner.close();
            cluster.close();
        }
    }

    @Test
    void thePodAndItsSecretGoAndTheReasonAndTheLastLinesStay() {
        Start start = Start.of("crash").command("sh", "-c", "echo I cannot go on >&2; exit 7");
        Failure failure = starts.ends(start);
        cleanUp(start);
        assertThat(((Observation.Exited) spawner.observe(start.ref())).failure())
                .isEqualTo(failure);
        assertThat(failure.code()).isEqualTo(ReasonCode.EXITED_AT_START);
        assertThat(spawner.log(start.ref(), 10)).containsExactly("I cannot go on");
        assertThat(starts.begin(start)).as("the same start again").isEqualTo(new StartOutcome.Accepted());
        assertThat(cluster.pods("crash")).isEmpty();
        Start next = Start.of("crash").generation(2);
        starts.ready(next);
        assertThat(spawner.log(start.ref(), 10)).as("of an older start").isEmpty();
        starts.stop(next);
    }

    @Test
    void aHubThatDiesAtAnyCallLosesNeitherTheReasonNorTheLastLines() {
        for (int call = 1; call <= 6; call++) {
            for (boolean after : new boolean[] {false, true}) {
                Start start = Start.of("die-" + call + (after ? "-after" : "-before"))
                        .command("sh", "-c", "echo the end; exit 3");
                Failure failure = starts.ends(start);
                await("the other hub's watch has the end of the pod")
                        .atMost(Starts.PATIENCE)
                        .until(() -> unlucky.list().servers().get(start.ref()) instanceof Observation.Exited);
                turnstile.breakAt(call, after);
                try {
                    unlucky.deleteEndedPods();
                } catch (IllegalStateException died) {
                    assertThat(died).hasMessageContaining("A test broke call " + call);
                }
                turnstile.open();
                assertThat(((Observation.Exited) spawner.observe(start.ref())).failure())
                        .isEqualTo(failure);
                assertThat(spawner.log(start.ref(), 10)).containsExactly("the end");
                cleanUp(start);
                assertThat(((Observation.Exited) spawner.observe(start.ref())).failure())
                        .isEqualTo(failure);
                assertThat(spawner.log(start.ref(), 10)).containsExactly("the end");
            }
        }
    }

    @Test
    void aPodWithoutALedgerIsLeftAlone() {
        Start start = Start.of("foreign").command("sh", "-c", "exit 3");
        starts.ends(start);
        cluster.admin()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName("jupyter-foreign-starts")
                .delete();
        spawner.deleteEndedPods();
        assertThat(cluster.pods("foreign")).hasSize(1);
    }

    @Test
    void aRunningServerIsLeftAlone() {
        Start start = Start.of("running");
        starts.ready(start);
        spawner.deleteEndedPods();
        assertThat(spawner.observe(start.ref())).isInstanceOf(Observation.Ready.class);
        starts.stop(start);
    }

    @Test
    void theLastLinesOfAServerThatNeverRespondedOutliveItsPod() {
        Start start = Start.of("silent").command("sh", "-c", "echo waiting for a database; sleep 600");
        starts.begin(start);
        await("it writes")
                .atMost(Starts.PATIENCE)
                .until(() -> !spawner.log(start.ref(), 10).isEmpty());
        spawner.stop(start.ref(), Duration.ZERO);
        starts.ended(start);
        await("its pod is gone")
                .atMost(Starts.PATIENCE)
                .until(() -> cluster.pods("silent").isEmpty());
        assertThat(spawner.log(start.ref(), 10)).containsExactly("waiting for a database");
    }

    @Test
    void theLastLinesOutliveAPodWhoseOtherContainersWouldRunForEver() {
        try (KubernetesSpawner beside = cluster.spawner(
                "installation=beside",
                "pod-name=beside-{server}",
                "home.kind=none",
                "templates.default.shared-memory=0B",
                "templates.default.pod=" + SIDECAR.formatted(TestCluster.SMALL_IMAGE))) {
            Starts own = new Starts(beside);
            Start start = Start.of("sidecar").command("sh", "-c", "echo I cannot go on; exit 7");
            own.begin(start);
            assertThat(own.ended(start).detail()).contains("with status 7");
            await("the pod is gone")
                    .atMost(Starts.PATIENCE)
                    .until(() -> cluster.pods("sidecar").isEmpty());
            assertThat(beside.log(start.ref(), 10)).containsExactly("I cannot go on");
        }
    }

    @Test
    void withReadinessOfThePodNothingIsProbed() {
        try (KubernetesSpawner apart = cluster.spawner(
                "readiness=pod",
                "installation=apart",
                "pod-name=apart-{server}",
                "home.kind=none",
                "templates.default.shared-memory=0B")) {
            Starts own = new Starts(apart);
            Start start = Start.of("unprobed").command("httpd", "-f", "-vv", "-p", "{port}");
            own.ready(start);
            assertThat(cluster.pod("unprobed").getMetadata().getAnnotations()).doesNotContainKey("berth.dev/answered");
            assertThat(apart.log(start.ref(), 100)).noneMatch(line -> line.contains("response"));
            own.stop(start);
        }
    }

    private static void cleanUp(Start start) {
        await("the pod of " + start.user() + " and its Secret are gone")
                .atMost(Starts.PATIENCE)
                .until(() -> {
                    spawner.deleteEndedPods();
                    return cluster.pods(start.user()).isEmpty() && secrets(start) == 0;
                });
    }

    private static long secrets(Start start) {
        return cluster.admin()
                .secrets()
                .inNamespace(cluster.namespace())
                .withLabel("berth.dev/server", start.user())
                .list()
                .getItems()
                .size();
    }
}
