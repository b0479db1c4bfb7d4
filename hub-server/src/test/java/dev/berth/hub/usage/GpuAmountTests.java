package dev.berth.hub.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Run;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuAmountTests {

    private static final Map<String, BigDecimal> SHARES = Map.of("nvidia.com/gpu.shared", new BigDecimal("0.25"));

    @ParameterizedTest(name = "{1} {0} with {2} sharers")
    @CsvSource({
        // resource, count, sharers, thousandths of a GPU, estimated
        "nvidia.com/gpu,            2, 1, 2000, false",
        "amd.com/gpu,               1, 1, 1000, false",
        "nvidia.com/gpu,            1, 4,  250, true",
        "example.com/gpu.shared,    1, 1, 1000, true",
        "nvidia.com/gpu.shared,     1, 8,  250, true",
        "nvidia.com/mig-1g.10gb,    1, 1,  143, false",
        "nvidia.com/mig-3g.40gb,    2, 1,  857, false",
        "nvidia.com/mig-2g.12gb,    1, 1,  500, false",
        "nvidia.com/mig-1g.5gb,     1, 2,   71, true",
        "nvidia.com/gpu,            0, 1,    0, false"
    })
    void aRunHasSoMuchOfAGpu(String resource, int count, int sharers, long millis, boolean estimated) {
        Limits limits = new Limits(0, 0, Map.of(resource, count));
        GpuAmount amount = GpuAmount.of(limits, Run.UNKNOWN.on("", sharers), SHARES);
        assertThat(amount).isEqualTo(new GpuAmount(count == 0 ? "" : resource, count, millis, estimated));
    }
}
