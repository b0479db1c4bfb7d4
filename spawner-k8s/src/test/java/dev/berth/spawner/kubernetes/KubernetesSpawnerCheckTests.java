package dev.berth.spawner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.check.ConfigurationCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The problems that are reported before the first start. */
class KubernetesSpawnerCheckTests {

    private static final String NETWORKS = "berth.routing.server-networks=10.0.0.0/8";

    @Test
    void nothingIsWrongWithWhatIsRight() {
        assertThat(problems(NETWORKS)).isEmpty();
    }

    @Test
    void anotherSpawnersConfigurationIsNotLookedAt() {
        assertThat(problems("berth.spawner.type=local")).isEmpty();
    }

    @Test
    void podsOutsideOfTheProxysNetworks() {
        assertThat(problems()).singleElement().asString().contains("berth.routing.server-networks is not set");
    }

    @Test
    void aTemplateThatWouldBeRefused() {
        assertThat(problems(NETWORKS, "berth.spawner.kubernetes.templates.evil.pod={spec: {hostNetwork: true}}"))
                .singleElement()
                .asString()
                .contains("berth.spawner.kubernetes.templates.evil")
                .contains("hostNetwork");
    }

    @Test
    void aProfileWithATemplateThatIsNotThere() {
        assertThat(problems(NETWORKS, "berth.profiles[0].name=lab", "berth.profiles[0].template=nowhere"))
                .singleElement()
                .asString()
                .contains("berth.profiles[0].template is \"nowhere\"");
    }

    @Test
    void aProfileWhoseGpuCannotBeSafe() {
        assertThat(problems(
                        NETWORKS,
                        "berth.spawner.kubernetes.templates.apart.user-namespace=true",
                        "berth.profiles[0].name=lab",
                        "berth.profiles[0].gpus=1",
                        "berth.profiles[0].template=apart"))
                .singleElement()
                .asString()
                .contains("user namespace");
    }

    @Test
    void anAmountThatIsNone() {
        assertThat(problems(NETWORKS, "berth.spawner.kubernetes.quota[pods]=many"))
                .singleElement()
                .asString()
                .contains("berth.spawner.kubernetes.quota");
    }

    /** Starts go on without that: what is missing is in the log. */
    @Test
    void onlyAThoroughCheckAsksTheCluster() {
        assertThat(problems(false, NETWORKS, "berth.spawner.kubernetes.namespace=nowhere"))
                .isEmpty();
        assertThat(problems(true, NETWORKS, "berth.spawner.kubernetes.namespace=nowhere"))
                .singleElement()
                .asString()
                .containsAnyOf("does not have the namespace nowhere", "cannot be queried");
    }

    private static List<String> problems(String... lines) {
        return problems(false, lines);
    }

    private static List<String> problems(boolean thorough, String... lines) {
        Map<String, String> values = new HashMap<>(Map.of("berth.spawner.type", "kubernetes"));
        for (String line : lines) {
            values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        List<String> problems = new ArrayList<>();
        new KubernetesSpawnerCheck().check(new Told(values, thorough), (key, text) -> problems.add(text));
        return problems;
    }

    private record Told(Map<String, String> values, boolean thorough) implements ConfigurationCheck.Settings {

        @Override
        public @Nullable String value(String key) {
            return values.get(key);
        }

        @Override
        public <T> Optional<T> bound(Class<T> type) {
            String prefix = type.getAnnotation(ConfigurationProperties.class).prefix();
            return Optional.of(
                    new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, Bindable.of(type)));
        }
    }
}
