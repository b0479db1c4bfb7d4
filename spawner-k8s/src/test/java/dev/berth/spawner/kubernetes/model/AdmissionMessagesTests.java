package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.ReasonCode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of the API server, and what a person reads instead of them. */
class AdmissionMessagesTests {

    private static final String BUSY = "pods \"jupyter-ann\" is forbidden: exceeded quota: berth, requested:"
            + " limits.memory=4Gi,requests.nvidia.com/gpu=1, used: limits.memory=14Gi,requests.nvidia.com/gpu=0, limited:"
            + " limits.memory=16Gi,requests.nvidia.com/gpu=8";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                QUOTA_IN_USE | exceeded quota: berth, requested: limits.memory=4Gi, used: limits.memory=14Gi, limited: limits.memory=16Gi | The server needs 4 GiB of memory, but 14 GiB of 16 GiB are in use. Try again when another server has stopped.
                QUOTA_IN_USE | exceeded quota: berth, requested: requests.nvidia.com/gpu=1, used: requests.nvidia.com/gpu=8, limited: requests.nvidia.com/gpu=8 | The server needs 1 GPU, but 8 of 8 are in use. Try again when another server has stopped.
                QUOTA_IN_USE | exceeded quota: berth, requested: count/pods=1, used: count/pods=20, limited: count/pods=20 | 20 of 20 servers are running. Try again when another server has stopped.
                QUOTA        | exceeded quota: berth, requested: limits.memory=20Gi, used: limits.memory=0, limited: limits.memory=16Gi | The server needs 20 GiB of memory, and all servers together can use at most 16 GiB. Choose a smaller profile, or tell an administrator.
                QUOTA        | maximum memory usage per Container is 128Mi, but limit is 256Mi | The server needs 256 MiB of memory, and one server can use at most 128 MiB of memory. Choose another profile, or tell an administrator.
                QUOTA        | minimum cpu usage per Container is 100m, but request is 50m | The server needs 0.05 processors, and one server can use at least 0.1 processors. Choose another profile, or tell an administrator.
                REFUSED      | violates PodSecurity "restricted:latest" | The cluster rejected the pod: violates PodSecurity "restricted:latest"
                """)
    void whatTheApiServerSaysAndWhatAPersonReads(ReasonCode code, String message, String sentence) {
        assertThat(AdmissionMessages.of("pod", message)).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.detail()).isEqualTo(sentence);
        });
    }

    @Test
    void theResourceThatIsExhaustedIsNamed() {
        assertThat(AdmissionMessages.of("pod", BUSY).detail())
                .startsWith("The server needs 4 GiB of memory, but 14 GiB of 16");
    }

    @Test
    void theQuotaItselfDecidesWhetherThereIsRoomNow() {
        AdmissionMessages.Exceeded reported = AdmissionMessages.exceeded(BUSY).orElseThrow();
        assertThat(reported.fits()).isFalse();
        assertThat(reported.now(quota("16Gi", "12Gi")).fits()).isTrue();
        assertThat(reported.now(quota("16Gi", "13Gi")).fits()).isFalse();
        assertThat(reported.now(quota("2Gi", "0")).failure().code()).isEqualTo(ReasonCode.QUOTA);
    }

    private static ResourceQuota quota(String hard, String used) {
        return new ResourceQuotaBuilder()
                .withNewStatus()
                .addToHard("limits.memory", new Quantity(hard))
                .addToHard("requests.nvidia.com/gpu", new Quantity("8"))
                .addToUsed("limits.memory", new Quantity(used))
                .addToUsed("requests.nvidia.com/gpu", new Quantity("0"))
                .endStatus()
                .build();
    }
}
