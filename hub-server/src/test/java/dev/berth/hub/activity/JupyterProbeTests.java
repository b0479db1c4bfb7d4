package dev.berth.hub.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When a kernel was last active, by the hub's clock. */
class JupyterProbeTests {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void aServerWhoseClockIsTwoHoursBehindIsNotTakenForIdle() throws IOException {
        assertThat(time("2026-11-01T09:59:30.000000Z", "Sun, 01 Nov 2026 10:00:00 GMT"))
                .isEqualTo(NOW.minusSeconds(30));
    }

    @Test
    void aServerWhoseClockIsAheadIsNotInUseForLonger() throws IOException {
        assertThat(time("2026-11-01T13:00:00Z", "Sun, 01 Nov 2026 14:00:00 GMT"))
                .isEqualTo(NOW.minusSeconds(3_600));
    }

    @Test
    void withoutADateTheTimeIsTakenAsItIs() throws IOException {
        assertThat(time("2026-11-01T09:59:30Z", null)).isEqualTo("2026-11-01T09:59:30Z");
        assertThat(time("", null)).isNull();
    }

    @Test
    void whatCannotBeReadDecidesNothing() {
        assertThatThrownBy(() -> time("2026-11-01T09:59:30Z", "yesterday")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> time("yesterday", "Sun, 01 Nov 2026 14:00:00 GMT"))
                .isInstanceOf(IOException.class);
    }

    private static Instant time(String lastActivity, String date) throws IOException {
        JsonMapper json = JsonMapper.shared();
        JsonNode kernel = json.createObjectNode().put("last_activity", lastActivity);
        return new JupyterProbe.Reply(json.createArrayNode(), date).time(kernel, NOW);
    }
}
