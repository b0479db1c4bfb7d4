package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.Starts.Start;
import dev.berth.spawner.kubernetes.model.SecretModel;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * After an outage of the API server, the scheduler and the kubelet repeat for a while what was true before it. The pods here have a
 * scheduler that does not exist, and the test writes what the cluster's own parts report.
 */
class StaleReportsIT {

    private static final String OWN_SCHEDULER = "templates.default.pod={spec: {schedulerName: nobody}}";

    private static TestCluster cluster;
    private static KubernetesSpawner spawner;
    private static Starts starts;
    private static Reports reports;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("stale");
        spawner = cluster.spawner("image-pull-patience=0s", "templates.default.shared-memory=0B", OWN_SCHEDULER);
        starts = new Starts(spawner);
        reports = new Reports(cluster);
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            spawner.close();
            cluster.close();
        }
    }

    @Test
    void aClaimThatTheSchedulerDoesNotSeeYetEndsNoStart() {
        Start start = Start.of("late");
        starts.begin(start);
        reports.unschedulable("late", "persistentvolumeclaim \"claim-late\" not found");
        keepsWaiting(start, "persistentvolumeclaim");
        cluster.admin()
                .persistentVolumeClaims()
                .inNamespace(cluster.namespace())
                .withName("claim-late")
                .delete();
        assertThat(starts.ended(start)).as("once it really is gone").satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.VOLUME);
            assertThat(failure.detail()).contains("claim-late").containsAnyOf("does not exist", "being deleted");
        });
    }

    @Test
    void aStorageClassThatWasCreatedAfterTheWarningEndsNoStart() {
        Start start = Start.of("class");
        starts.begin(start);
        reports.notProvisioned("claim-class", "storageclass.storage.k8s.io \"nowhere\" not found");
        reports.unschedulable("class", "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.");
        keepsWaiting(start, "unbound immediate");
        starts.stop(start);
    }

    @Test
    void nodesThatOfferADeviceSinceTheLastQueryEndNoStart() {
        String device = "berth.dev/late-" + cluster.namespace();
        try (KubernetesSpawner frozen = cluster.spawnerWithoutTime(
                "installation=frozen",
                "pod-name=frozen-{server}",
                "home.kind=none",
                "templates.default.shared-memory=0B",
                OWN_SCHEDULER)) {
            Starts late = new Starts(frozen);
            Start before = Start.of("before");
            late.begin(before);
            reports.unschedulable("before", "0/1 nodes are available: 1 node(s) had disk pressure.");
            keepsWaiting(late, before, "disk pressure");
            cluster.offer(device, 1);
            Start after = Start.of("after").limits(new Limits(64L << 20, 0, Map.of(device, 1)));
            late.begin(after);
            reports.unschedulable("after", "0/1 nodes are available: 1 Insufficient " + device + ".");
            keepsWaiting(late, after, device);
        } finally {
            cluster.withdraw(device);
        }
    }

    @Test
    void aSecretThatTheKubeletDoesNotSeeYetEndsNoStart() {
        Start start = Start.of("secret");
        starts.begin(start);
        String secret = SecretModel.nameIn(cluster.pod("secret"));
        reports.notCreated("secret", "CreateContainerConfigError", "secret \"" + secret + "\" not found");
        keepsWaiting(start, secret);
        cluster.admin()
                .secrets()
                .inNamespace(cluster.namespace())
                .withName(secret)
                .delete();
        Failure failure = starts.ended(start);
        assertThat(failure.code()).isEqualTo(ReasonCode.REFUSED);
        assertThat(failure.detail()).contains(secret);
    }

    private static void keepsWaiting(Start start, String report) {
        keepsWaiting(starts, start, report);
    }

    /** The patience of the spawner is zero: the first observation after the report would end the start. */
    private static void keepsWaiting(Starts starts, Start start, String report) {
        for (int i = 0; i < 3; i++) {
            await(start.user() + " waits: " + report)
                    .atMost(Starts.PATIENCE)
                    .untilAsserted(() -> assertThat(starts.spawner().observe(start.ref()))
                            .isInstanceOfSatisfying(
                                    Observation.Starting.class,
                                    starting -> assertThat(starting.message()).contains(report)));
        }
    }
}
