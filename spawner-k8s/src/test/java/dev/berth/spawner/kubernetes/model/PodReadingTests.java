package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Phase;
import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The meaning of a pod's status, including those that a single node cannot cause. */
class PodReadingTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                EVICTED       | {phase: Failed, reason: Evicted, message: "The node was low on memory"}
                EVICTED       | {phase: Failed, conditions: [{type: DisruptionTarget, status: "True", reason: PreemptionByScheduler, message: m}]}
                EVICTED       | {phase: Failed, conditions: [{type: DisruptionTarget, status: "True", reason: TerminationByKubelet, message: m}]}
                NODE_LOST     | {phase: Failed, conditions: [{type: DisruptionTarget, status: "True", reason: DeletionByTaintManager, message: m}]}
                NODE_LOST     | {phase: Failed, conditions: [{type: DisruptionTarget, status: "True", reason: DeletionByPodGC, message: m}]}
                NODE_LOST     | {phase: Failed, reason: Terminated, message: "Pod was terminated in response to imminent node shutdown."}
                UNSCHEDULABLE | {phase: Failed, reason: OutOfnvidia.com/gpu, message: m}
                UNSCHEDULABLE | {phase: Failed, reason: UnexpectedAdmissionError, message: m}
                HOME          | {phase: Failed, initContainerStatuses: [{name: home, state: {terminated: {exitCode: 1, message: no}}}]}
                OOM_KILLED    | {phase: Failed, containerStatuses: [{name: notebook, state: {terminated: {exitCode: 137, reason: OOMKilled}}}]}
                NOT_EXECUTABLE| {phase: Failed, containerStatuses: [{name: notebook, state: {terminated: {exitCode: 128, reason: StartError, message: no such file}}}]}
                EXITED_AT_START| {phase: Failed, containerStatuses: [{name: notebook, state: {terminated: {exitCode: 1, startedAt: "2026-01-01T10:00:05Z"}}}], conditions: [{type: Ready, status: "False", lastTransitionTime: "2026-01-01T10:00:04Z"}]}
                CRASHED       | {phase: Failed, containerStatuses: [{name: notebook, state: {terminated: {exitCode: 1, startedAt: "2026-01-01T10:00:05Z"}}}], conditions: [{type: Ready, status: "False", lastTransitionTime: "2026-01-01T11:00:00Z"}]}
                EXITED        | {phase: Succeeded, containerStatuses: [{name: notebook, state: {terminated: {exitCode: 0, startedAt: "2026-01-01T10:00:05Z"}}}], conditions: [{type: Ready, status: "False", lastTransitionTime: "2026-01-01T11:00:00Z"}]}
                """)
    void endings(ReasonCode code, String status) {
        assertThat(PodReading.state(pod(status), false))
                .isInstanceOfSatisfying(
                        PodState.Ended.class,
                        ended -> assertThat(ended.failure().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                ErrImageNeverPull | never present
                InvalidImageName  | bad
                ErrImagePull      | manifest unknown
                ImagePullBackOff  | pull access denied
                """)
    void imagesThatNeverCome(String reason, String message) {
        assertThat(PodReading.state(waiting(reason, message), false)).isInstanceOf(PodState.PermanentFault.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                ErrImagePull | rpc error: code = NotFound desc = failed to pull and unpack image \\"docker.io/x/y:1\\": failed to resolve reference \\"docker.io/x/y:1\\": docker.io/x/y:1: not found | The image x/y:1 does not exist. Choose another image, or tell an administrator. (docker.io/x/y:1: not found)
                ErrImagePull | rpc error: code = Unknown desc = failed to pull and unpack image \\"r/x/y:1\\": failed to resolve reference \\"r/x/y:1\\": failed to authorize: failed to fetch oauth token: 403 Forbidden | The cluster has no access to the image x/y:1. Choose another image, or tell an administrator. (403 Forbidden)
                ErrImageNeverPull | Container image \\"x/y:1\\" is not present with pull policy of Never | The image x/y:1 is not on the node, and nodes are configured not to pull images. Choose another image, or tell an administrator.
                InvalidImageName | couldn't parse image name | "x/y:1" is not a valid image name. Choose another image, or tell an administrator.
                """)
    void theErrorBeginsWithTheImageAndWhatIsWrongWithIt(String reason, String message, String sentence) {
        assertThat(PodReading.state(waiting(reason, message), false))
                .isEqualTo(new PodState.PermanentFault(new Failure(ReasonCode.IMAGE_PULL, sentence)));
    }

    @Test
    void aRegistryThatIsAwayMayComeBack() {
        assertThat(PodReading.state(waiting("ErrImagePull", "dial tcp: connection refused"), false))
                .isInstanceOf(PodState.TransientFault.class);
    }

    @Test
    void phasesInTheirOrder() {
        assertThat(phase("{phase: Pending}")).isEqualTo(Phase.QUEUED);
        assertThat(phase("{phase: Pending, conditions: [{type: PodScheduled, status: 'True'}]}"))
                .isEqualTo(Phase.PREPARING_HOME);
        assertThat(phase("{phase: Pending, conditions: [{type: PodScheduled, status: 'True'},"
                        + " {type: PodReadyToStartContainers, status: 'True'}]}"))
                .isEqualTo(Phase.IMAGE);
        assertThat(PodReading.state(
                        pod("{phase: Running, podIP: 10.0.0.1, conditions: [{type: PodScheduled, status: 'True'}],"
                                + " containerStatuses: [{name: notebook, ready: true, state: {running: {}}}]}"),
                        false))
                .isEqualTo(new PodState.Running("10.0.0.1", true));
    }

    @Test
    void aDeletedPodIsLostWhateverItsProcessesEndedWith() {
        Pod pod = pod("{phase: Failed, containerStatuses: [{name: notebook, state: {terminated: {exitCode: 143}}}]}");
        pod.getMetadata().setDeletionTimestamp("2026-01-01T10:00:00Z");
        assertThat(PodReading.state(pod, true))
                .isInstanceOfSatisfying(
                        PodState.Ended.class,
                        ended -> assertThat(ended.failure().code()).isEqualTo(ReasonCode.LOST));
    }

    @Test
    void aGatedPodRunsNothing() {
        assertThat(PodReading.state(PodModel.of(TestRenderings.of(dev.berth.spi.spawn.Limits.NONE, "")), false))
                .isEqualTo(new PodState.Gated());
    }

    @Test
    void lastWordsHoldNoToken() {
        String token = "0123456789abcdef".repeat(4);
        Pod pod = pod("{phase: Failed, containerStatuses: [{name: notebook, state: {terminated: {exitCode: 1, message:"
                + " 'http://x/?token=secret\n" + token + "\nthe end'}}}]}");
        Failure failure = ((PodState.Ended) PodReading.state(pod, true)).failure();
        assertThat(failure.detail())
                .contains("the end")
                .doesNotContain("secret")
                .doesNotContain(token);
    }

    private static Phase phase(String status) {
        return ((PodState.Waiting) PodReading.state(pod(status), false)).phase();
    }

    private static Pod waiting(String reason, String message) {
        return pod("{phase: Pending, conditions: [{type: PodScheduled, status: 'True'}], containerStatuses: [{name:"
                + " notebook, state: {waiting: {reason: " + reason + ", message: \"" + message + "\"}}}]}");
    }

    private static Pod pod(String status) {
        return PodMerge.parse(
                "{metadata: {name: jupyter-ann, labels: {berth.dev/server: ann, berth.dev/generation: '1'}},"
                        + " spec: {containers: [{name: notebook, image: 'x/y:1'}]}, status: " + status + "}",
                Pod.class);
    }
}
