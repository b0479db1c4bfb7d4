package dev.berth.spawner.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often a server is probed that does not respond. */
class ReadinessProbeTests {

    @Test
    void aNewServerIsProbedTenTimesASecondAndOneThatNeverRespondsEveryFiveSeconds() {
        assertThat(ReadinessProbe.pause(Duration.ZERO)).isEqualTo(Duration.ofMillis(100));
        assertThat(ReadinessProbe.pause(Duration.ofSeconds(2))).isEqualTo(Duration.ofMillis(100));
        assertThat(ReadinessProbe.pause(Duration.ofSeconds(40))).isEqualTo(Duration.ofSeconds(2));
        assertThat(ReadinessProbe.pause(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(5));
    }
}
