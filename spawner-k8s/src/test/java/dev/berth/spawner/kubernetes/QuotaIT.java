package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.kubernetes.Starts.Start;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.ReasonCode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The quota and the limits that the hub maintains: what others use now, and what is never possible. */
class QuotaIT {

    private static final long MB = 1L << 20;

    private static TestCluster cluster;
    private static KubernetesSpawner spawner;
    private static Starts starts;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("quota");
        spawner = cluster.spawner(
                "home.kind=none",
                "templates.default.shared-memory=0B",
                "quota[limits.memory]=160Mi",
                "limit-range.max[memory]=256Mi");
        starts = new Starts(spawner);
        await("the hub has made what it is to keep")
                .atMost(Starts.PATIENCE)
                .until(() -> cluster.admin()
                                        .limitRanges()
                                        .inNamespace(cluster.namespace())
                                        .withName("berth-berth")
                                        .get()
                                != null
                        && cluster.quotaIsCounted("berth-berth"));
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            spawner.close();
            cluster.close();
        }
    }

    @Test
    void whatOthersUseNowIsFreeAgainLater() {
        Start first = Start.of("first").limits(new Limits(100 * MB, 0, Map.of()));
        Start second = Start.of("second").limits(new Limits(80 * MB, 0, Map.of()));
        starts.ready(first);
        assertThat(starts.refused(second)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.QUOTA_IN_USE);
            assertThat(failure.detail())
                    .isEqualTo(
                            "The server needs 80 MiB of memory, but 100 MiB of 160 MiB are in use. Try again when another"
                                    + " server has stopped.");
        });
        starts.stop(first);
        // The cluster counts the quota again some seconds later; a start that is refused before that was not even asked
        // for.
        await("there is room")
                .atMost(Starts.PATIENCE)
                .until(() -> cluster.used("berth-berth", "limits.memory").signum() == 0);
        starts.ready(second.generation(2));
        starts.stop(second.generation(2));
    }

    @Test
    void moreThanTheWholeQuotaIsNeverPossible() {
        Start start = Start.of("never").limits(new Limits(200 * MB, 0, Map.of()));
        Failure failure = starts.refused(start);
        assertThat(failure.code()).isEqualTo(ReasonCode.QUOTA);
        assertThat(failure.detail()).contains("200 MiB of memory").contains("at most 160 MiB");
        assertThat(starts.refused(start)).as("the same start again").isEqualTo(failure);
    }

    @Test
    void moreThanOneServerMayUseIsNeverPossible() {
        assertThat(starts.refused(Start.of("large").limits(new Limits(512 * MB, 0, Map.of()))))
                .isEqualTo(new Failure(
                        ReasonCode.QUOTA,
                        "The server needs 512 MiB of memory, and one server can use at most 256 MiB of memory. Choose another"
                                + " profile, or tell an administrator."));
    }
}
