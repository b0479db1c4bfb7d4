package dev.berth.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.check.ConfigurationCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** An administrator learns that users of the machine can take the hub's port while it is down. */
class PublicPortCheckTests {

    private static final int USUAL = 1024;

    @Test
    void theDefaultPortIsOneThatEveryUserCanBind() {
        assertThat(warnings(0, USUAL, Map.of()))
                .singleElement()
                .asString()
                .startsWith("berth.port is 8000. Users of this machine can bind every port from 1024 on.")
                .contains("session cookies")
                .endsWith("Use a port below 1024, such as 880, or set berth.tls.certificate and berth.tls.key");
    }

    @Test
    void thePortOfTheProxyCountsIfItIsSet() {
        assertThat(warnings(0, USUAL, Map.of("berth.port", "880", "berth.proxy.port", "9000")))
                .singleElement()
                .asString()
                .startsWith("berth.proxy.port is 9000.");
        assertThat(warnings(0, USUAL, Map.of("berth.port", "9000", "berth.proxy.port", "880")))
                .isEmpty();
        assertThat(warnings(0, USUAL, Map.of("berth.port", "0"))).hasSize(1);
    }

    @Test
    void aPortOfRootIsSafeUntilTheMachineGivesItToEverybody() {
        assertThat(warnings(0, USUAL, Map.of("berth.port", "880"))).isEmpty();
        assertThat(warnings(0, 80, Map.of("berth.port", "880")))
                .singleElement()
                .asString()
                .contains("from 80 on")
                .contains("Use a port below 80, such as 79");
        assertThat(warnings(0, 0, Map.of("berth.port", "880")))
                .singleElement()
                .asString()
                .endsWith("opens the hub. Set berth.tls.certificate and berth.tls.key");
    }

    @Test
    void thereIsNothingToWarnAboutWithTlsOrWithoutLocalProcessesOrWithoutRoot() {
        assertThat(warnings(0, USUAL, Map.of("berth.tls.certificate", "hub.pem")))
                .isEmpty();
        assertThat(warnings(0, USUAL, Map.of("berth.spawner.type", "kubernetes")))
                .isEmpty();
        assertThat(warnings(0, USUAL, Map.of("berth.proxy.embedded", "false"))).isEmpty();
        assertThat(warnings(1000, USUAL, Map.of())).isEmpty();
    }

    private static List<String> warnings(long uid, int firstFree, Map<String, String> configured) {
        List<String> warnings = new ArrayList<>();
        new PublicPortCheck(uid, firstFree).check(new Given(configured), new ConfigurationCheck.Problems() {
            @Override
            public void add(String key, String text) {
                throw new AssertionError(text);
            }

            @Override
            public void warn(String key, String text) {
                assertThat(text).startsWith(key + " is ");
                warnings.add(text);
            }
        });
        return warnings;
    }

    private record Given(Map<String, String> configured) implements ConfigurationCheck.Settings {

        @Override
        public String value(String key) {
            return configured.get(key);
        }

        @Override
        public <T> Optional<T> bound(Class<T> type) {
            return Optional.of(new Binder(new MapConfigurationPropertySource(configured)).bindOrCreate("berth", type));
        }

        @Override
        public boolean thorough() {
            return false;
        }
    }
}
