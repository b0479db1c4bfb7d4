package dev.berth.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.check.ConfigurationCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an administrator must set for configurable-http-proxy, and what it cannot do. */
class ChpCheckTests {

    private final Map<String, String> settings = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void complete() throws IOException {
        settings.put("berth.proxy.type", "chp");
        settings.put("berth.public-url", "https://hub.example.org/");
        settings.put("berth.chp.api-url", "http://127.0.0.1:8001");
        settings.put("berth.chp.hub-url", "http://10.0.0.5:8081");
        settings.put("berth.chp.addresses", "10.0.0.6/32");
        settings.put(
                "berth.chp.token-file",
                Files.writeString(folder.resolve("token"), "t").toString());
    }

    @Test
    void aCompleteConfigurationHasNoProblem() {
        assertThat(found()).isEmpty();
    }

    @Test
    void withBerthsProxyNothingIsRequired() {
        settings.clear();
        assertThat(found()).isEmpty();
    }

    @Test
    void eachKeyThatIsMissingIsNamed() {
        settings.keySet().removeIf(key -> !key.equals("berth.proxy.type"));
        assertThat(found())
                .extracting(text -> text.split(" ", 2)[0])
                .containsExactlyInAnyOrder(
                        "berth.chp.api-url",
                        "berth.chp.hub-url",
                        "berth.chp.token-file",
                        "berth.chp.addresses",
                        "berth.public-url");
    }

    @Test
    void whatThatProxyCannotDoIsRefused() {
        settings.put("berth.base-url", "/lab/");
        settings.put("berth.hosts.per-user", "true");
        settings.put("berth.chp.addresses", "everywhere");
        assertThat(found())
                .extracting(text -> text.split(" ", 2)[0])
                .containsExactlyInAnyOrder("berth.base-url", "berth.hosts.per-user", "berth.chp.addresses");
    }

    @Test
    void aTokenInTheClearIsAWarning() {
        settings.put("berth.chp.api-url", "http://proxy.example.org:8001");
        assertThat(found()).singleElement().asString().contains("Use https");
    }

    private List<String> found() {
        List<String> texts = new ArrayList<>();
        new ChpCheck().check(new Given(settings), new ConfigurationCheck.Problems() {
            @Override
            public void add(String key, String text) {
                texts.add(key + " " + text);
            }

            @Override
            public void warn(String key, String text) {
                texts.add(key + " " + text);
            }
        });
        return texts;
    }

    private record Given(Map<String, String> configured) implements ConfigurationCheck.Settings {

        @Override
        public String value(String key) {
            return configured.get(key);
        }

        @Override
        public <T> Optional<T> bound(Class<T> type) {
            String prefix = type == ChpProperties.class ? "berth.chp" : "berth";
            return Optional.of(new Binder(new MapConfigurationPropertySource(configured)).bindOrCreate(prefix, type));
        }

        @Override
        public boolean thorough() {
            return false;
        }
    }
}
