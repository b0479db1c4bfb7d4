package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTimesTests {

    private static Claim.Launch claim(String boot, long ticks) {
        return new Claim.Launch("n", 20_001, 20_000, "/user/ann/", true, new Secret("t"), 1, ticks, boot);
    }

    @Test
    void theStartIsTheOneThatJavaReadsForTheSameProcess() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        long ticks =
                java.util.Objects.requireNonNull(ProcessEntry.of(self.pid())).started();
        Run run = RunTimes.running("node", claim(ProcessEntry.bootId(), ticks));
        assertThat(run.started()).isEqualTo(self.info().startInstant().orElseThrow());
        assertThat(run.node()).isEqualTo("node");
        assertThat(run.ended()).isNull();
    }

    @Test
    void afterARestartOfTheMachineTheTicksMeanNothing() throws IOException {
        Run run = RunTimes.over("node", claim("another-boot", 5), Map.of("lost", "boot"));
        assertThat(run.started()).isNull();
        assertThat(run.ended()).isNull();
    }

    @Test
    void theEndHasNanosecondsWhereTheMachineKnowsThem() {
        assertThat(RunTimes.ended("1700000000.123456789")).isEqualTo(Instant.ofEpochSecond(1_700_000_000, 123_456_789));
        assertThat(RunTimes.ended("1700000000.%N")).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(RunTimes.ended("1700000000")).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(RunTimes.ended(null)).isNull();
    }

    @Test
    void noRunEndsBeforeItBegan() throws IOException {
        Run run = RunTimes.over("node", claim(ProcessEntry.bootId(), 1_000_000_000_000L), Map.of("at", "1700000000"));
        assertThat(run.ended()).isEqualTo(run.started());
    }
}
