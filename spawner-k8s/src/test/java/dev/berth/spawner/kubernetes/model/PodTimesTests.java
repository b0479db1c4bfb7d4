package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.kubernetes.TestSettings;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Since when and until when a pod holds its GPUs. */
class PodTimesTests {

    private static final String SCHEDULED =
            "conditions: [{type: PodScheduled, status: \"True\", lastTransitionTime: \"2026-01-01T10:00:00Z\"}]";
    private static final Instant TEN = Instant.parse("2026-01-01T10:00:00Z");

    private static Run run(String metadata, String status) {
        Pod pod = PodMerge.parse(
                "{metadata: {name: p" + metadata
                        + "}, spec: {nodeName: gpu-1, containers: [{name: notebook}]}, status: {" + status + "}}",
                Pod.class);
        return PodTimes.of(pod);
    }

    @Test
    void aPodHasItsResourcesFromTheMomentItIsScheduledWhateverItsImageTakes() {
        Run run = run(
                "", SCHEDULED + ", containerStatuses: [{name: notebook, state: {waiting: {reason: ErrImagePull}}}]");
        assertThat(run).isEqualTo(new Run(TEN, null, "gpu-1", "", 1));
    }

    @Test
    void aPodThatWaitsForANodeHasNone() {
        assertThat(run("", "conditions: [{type: PodScheduled, status: \"False\", reason: Unschedulable}]")
                        .started())
                .isNull();
    }

    @Test
    void theEndIsWhenTheLastContainerFinished() {
        Run run = run("", "phase: Succeeded, " + SCHEDULED + """
                , initContainerStatuses: [{name: home, state: {terminated: {finishedAt: "2026-01-01T10:00:03Z"}}}]
                , containerStatuses: [{name: notebook, state: {terminated: {finishedAt: "2026-01-01T11:30:00Z"}}}]""");
        assertThat(run.ended()).isEqualTo(Instant.parse("2026-01-01T11:30:00Z"));
    }

    @Test
    void aContainerWhoseEndTheKubeletDoesNotKnowGivesNone() {
        Run run = run("", "phase: Failed, " + SCHEDULED + """
                , containerStatuses: [{name: notebook, state: {terminated: {finishedAt: "1970-01-01T00:00:00Z"}}}]""");
        assertThat(run.ended()).isNull();
    }

    @Test
    void aPodOfALostNodeHasNoEnd() {
        assertThat(run(", deletionTimestamp: \"2026-01-01T12:00:00Z\"", SCHEDULED + """
                , containerStatuses: [{name: notebook, state: {running: {startedAt: "2026-01-01T10:00:05Z"}}}]""")
                        .ended())
                .isNull();
    }

    @Test
    void aPodThatNeverStartedEndsWithItsDeletion() {
        assertThat(run(", deletionTimestamp: \"2026-01-01T12:00:00Z\"", SCHEDULED + """
                , containerStatuses: [{name: notebook, state: {waiting: {reason: ErrImagePull}}}]""")
                        .ended())
                .isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
    }

    @Test
    void theLedgerKeepsTheTimesOfAPodThatIsDeleted() {
        Run run = new Run(TEN, TEN.plusSeconds(90), "gpu-1", "NVIDIA-A30", 4);
        Ledger ended = Ledger.empty("ann").claim(2).create(2).end(2, new Failure(ReasonCode.EXITED, "over"), run);
        Ledger read = Ledger.of(ended.toConfigMap(TestSettings.of()), "ann");
        assertThat(read).isEqualTo(ended);
        assertThat(read.runOf(2)).isEqualTo(run);
        assertThat(read.runOf(1)).isEqualTo(Run.UNKNOWN);
    }
}
