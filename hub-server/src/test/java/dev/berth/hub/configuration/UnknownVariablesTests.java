package dev.berth.hub.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class UnknownVariablesTests {

    @ParameterizedTest
    @CsvSource({
        "BERTH_PROXY_GRACEE, BERTH_PROXY_GRACE",
        "BERTH_PROT, BERTH_PORT",
        "BERTH_CONFG, BERTH_CONFIG",
        "BERTH_HUBPORT, BERTH_HUB_PORT",
    })
    void aMisspelledVariableIsRefusedWithANearName(String name, String near) {
        assertThat(find(Map.of(name, "3"))).singleElement().satisfies(found -> {
            assertThat(found.key()).isEqualTo(name);
            assertThat(found.place()).isEqualTo("environment variable " + name);
            assertThat(found.problem())
                    .isEqualTo("Unknown variable " + name + ". Did you mean " + near + "? Correct or remove it");
        });
    }

    @Test
    void misspelledKeysOfEntriesAreRefused() {
        assertThat(find(Map.of("BERTH_PROFILES_0_DISPLAYNAMEE", "GPU"))).hasSize(1);
        assertThat(find(Map.of("BERTH_AUTH_LDAP_CAMPUS_USERFILTR", "x"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BERTH_HOME",
                "BERTH_CONFIG",
                "BERTH_HEAP",
                "BERTH_SERVERS_NAMEDLIMIT",
                "BERTH_SERVERS_NAMED_LIMIT",
                "BERTH_LOG_FORMAT",
                "BERTH_PROFILES_0_DISPLAYNAME",
                "BERTH_PROFILES_0_DISPLAY_NAME",
                "BERTH_AUTH_LDAP_CAMPUS_USERFILTER",
                "BERTH_SPAWNER_LOCAL_ENVIRONMENT_HTTP_PROXY",
                "BERTH_SPAWNER_LOCAL_COMMAND_0",
                "BERTH_TEST_IMAGE",
                "BERTH_E2E_KILLS",
                "BERTH_BENCH_SERVERS",
                "BERTH_SERVICE_HOST",
                "BERTH_HUBS_SERVICE_PORT_HTTP",
                "BERTH_PROXY_PORT_8000_TCP_ADDR",
                "BERTHOLD",
                "PATH"
            })
    void whatMeansSomethingOrIsSomebodyElsesIsAllowed(String name) {
        assertThat(find(Map.of(name, "3"))).isEmpty();
    }

    @Test
    void aPortIsAServiceLinkOnlyWhereItHoldsAnAddress() {
        assertThat(find(Map.of("BERTH_HUBS_PORT", "tcp://10.0.0.1:8081"))).isEmpty();
        assertThat(find(Map.of("BERTH_HUBS_PORT", "8081"))).hasSize(1);
    }

    @Test
    void theStartIsRefused() {
        StandardEnvironment environment = environment(new TreeMap<>(Map.of("BERTH_PROXY_GRACEE", "3")));
        assertThat(ConfigurationChecks.find(environment).problems())
                .extracting(Finding::key)
                .contains("BERTH_PROXY_GRACEE");
    }

    private static List<Finding> find(Map<String, String> variables) {
        return UnknownVariables.find(environment(variables), KnownKeys.load());
    }

    private static StandardEnvironment environment(Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new TreeMap<>(variables)));
        return environment;
    }
}
