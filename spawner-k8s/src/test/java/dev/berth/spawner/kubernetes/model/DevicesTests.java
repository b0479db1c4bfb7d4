package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.kubernetes.TestSettings;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Combinations that are not safe. */
class DevicesTests {

    private static final Owner ANN = new Owner("ann", 20_001, 20_001, List.of());
    private static final Map<String, Integer> GPU = Map.of("nvidia.com/gpu", 1);

    @Test
    void aGpuInAUserNamespace() {
        assertThat(refusal(GPU, ANN, "templates.t.user-namespace=true")).contains("does not work in a user namespace");
        assertThat(refusal(Map.of(), ANN, "templates.t.user-namespace=true")).isEmpty();
    }

    @Test
    void aSharedHomeInAUserNamespace() {
        assertThat(refusal(
                        Map.of(),
                        ANN,
                        "templates.t.user-namespace=true",
                        "home.kind=shared",
                        "home.shared-claim=homes"))
                .contains("NFS");
    }

    @Test
    void aUidThatAUserNamespaceDoesNotHave() {
        Owner far = new Owner("far", 70_000, 70_000, List.of());
        assertThat(code(far, "templates.t.user-namespace=true")).isEqualTo(ReasonCode.UID_REFUSED);
        assertThat(code(far, "templates.t.user-namespace=false")).isNull();
    }

    @Test
    void mpsForSeveralUids() {
        assertThat(refusal(GPU, ANN, "templates.t.gpu-sharing=mps")).contains("one UID at a time");
    }

    @Test
    void twoTurnsAtOneGpu() {
        assertThat(refusal(Map.of("nvidia.com/gpu", 2), ANN, "templates.t.gpu-sharing=time-sliced"))
                .contains("does not give a larger share");
        assertThat(refusal(Map.of("nvidia.com/gpu.shared", 2), ANN, "templates.t.gpu-sharing=exclusive"))
                .contains("does not give a larger share");
        assertThat(refusal(Map.of("nvidia.com/gpu.shared", 1), ANN, "templates.t.gpu-sharing=time-sliced"))
                .isEmpty();
    }

    @Test
    void aShareThatIsNoneOfMig() {
        assertThat(refusal(Map.of("nvidia.com/gpu.shared", 1), ANN, "templates.t.gpu-sharing=mig"))
                .contains("not a MIG resource");
        assertThat(refusal(Map.of("nvidia.com/mig-1g.10gb", 1), ANN, "templates.t.gpu-sharing=mig"))
                .isEmpty();
    }

    @Test
    void aDeviceThatNobodyCanCount() {
        assertThat(refusal(Map.of("gpu", 1), ANN, "templates.t.gpu-sharing=exclusive"))
                .contains("Kubernetes cannot allocate 1 of \"gpu\"");
    }

    private static String refusal(Map<String, Integer> devices, Owner owner, String... settings) {
        Failure failure = failure(devices, owner, settings);
        return failure == null ? "" : failure.detail();
    }

    private static @Nullable ReasonCode code(Owner owner, String... settings) {
        Failure failure = failure(Map.of(), owner, settings);
        return failure == null ? null : failure.code();
    }

    private static @Nullable Failure failure(Map<String, Integer> devices, Owner owner, String... settings) {
        KubernetesSpawnerProperties properties = TestSettings.of(settings);
        return Devices.refusal(
                new Limits(0, 0, devices), Objects.requireNonNull(properties.template("t")), properties.home(), owner);
    }
}
