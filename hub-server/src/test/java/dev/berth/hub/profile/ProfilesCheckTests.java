package dev.berth.hub.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.check.ConfigurationCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Behind configurable-http-proxy, which lets everybody pass, only servers that check their visitors themselves can run. */
class ProfilesCheckTests {

    private static final Map<String, String> SELF =
            Map.of("berth.profiles[0].name", "hub", "berth.profiles[0].mode", "self");

    @Test
    void theStandardProfileIsRefusedUnlessItsServersCheckVisitors() {
        assertThat(problems("chp", Map.of())).singleElement().asString().contains("has the mode edge", "mode: self");
        assertThat(problems("chp", Map.of("berth.standard-profile.mode", "self")))
                .isEmpty();
    }

    @Test
    void eachDeclaredProfileCounts() {
        assertThat(problems("chp", SELF)).isEmpty();
        Map<String, String> both = new HashMap<>(SELF);
        both.put("berth.profiles[1].name", "plain");
        assertThat(problems("chp", both)).singleElement().asString().contains("the profile \"plain\"");
    }

    @Test
    void berthsProxyGuardsBothKinds() {
        assertThat(problems("berth", Map.of())).isEmpty();
    }

    private static List<String> problems(String proxy, Map<String, String> configured) {
        List<String> texts = new ArrayList<>();
        new ProfilesCheck().check(new Given(proxy, configured), (key, text) -> texts.add(text));
        return texts;
    }

    private record Given(String proxy, Map<String, String> configured) implements ConfigurationCheck.Settings {

        @Override
        public String value(String key) {
            return key.equals("berth.proxy.type") ? proxy : configured.get(key);
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
