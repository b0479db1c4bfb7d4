package dev.berth.e2e;

import dev.berth.e2e.harness.ChartInstallation;
import dev.berth.e2e.harness.Chromium;
import dev.berth.e2e.harness.Requirement;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same as {@link ChainIT}, in a cluster in which Helm has installed two hubs, two proxies and a database. */
class ChartIT {

    @BeforeAll
    static void chromium() {
        Requirement.chromium();
    }

    @Test
    void aPersonGetsAJupyterLabInTheClusterAndLosesItWithTheirSession() throws IOException {
        try (ChartInstallation installation = new ChartInstallation();
                Chromium chromium = new Chromium()) {
            try {
                ChainIT.goThroughAll(chromium, installation.oneTimePassword(), installation.home(), false);
            } catch (AssertionError | RuntimeException failure) {
                chromium.shoot("chart");
                throw failure;
            }
        }
    }
}
