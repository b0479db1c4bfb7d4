package dev.berth.spi.spawn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTests {

    @ParameterizedTest
    @CsvSource({
        "4294967296,0,4 GiB of memory",
        "536870912,0,512 MiB of memory",
        "1000,0,1000 bytes of memory",
        "0,1000,1 processor",
        "0,1500,1.5 processors",
        "0,10000,10 processors",
        "0,0,nothing",
    })
    void areToldInWords(long memory, long cpu, String words) {
        assertThat(new Limits(memory, cpu, Map.of()).inWords()).isEqualTo(words);
    }

    @Test
    void areToldTogether() {
        assertThat(new Limits(1024, 1, Map.of("b/gpu", 2, "a/fpga", 1)).inWords())
                .isEqualTo("1 KiB of memory, 0.001 processors, 1 a/fpga, 2 b/gpu");
    }
}
