package dev.berth.hub.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MetricsPageTests {

    @Test
    void thePageIsUpToDate() throws IOException {
        assertThat(MetricsPage.stored())
                .as("docs/reference/metrics.md; update it by running this class with -Dberth.docs.update=true")
                .isEqualTo(MetricsPage.text());
    }
}
