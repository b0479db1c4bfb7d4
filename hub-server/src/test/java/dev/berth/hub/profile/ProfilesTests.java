package dev.berth.hub.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ProfilesTests {

    @Test
    void withoutAnyDeclaredThereIsJupyterLabForEverybody() {
        Profile only = profiles(Map.of()).all().getFirst();
        assertThat(only.name()).isEqualTo("jupyterlab");
        assertThat(only.displayName()).isEqualToIgnoringCase("jupyterlab");
        assertThat(only.isOfferedTo(List.of())).isTrue();
        assertThat(only.spec().idleTimeout()).isEqualTo(Duration.ofMinutes(30));
        assertThat(only.spec().jupyter()).isTrue();
    }

    @Test
    void theirOrderIsKeptAndGroupsDecideWhoIsOfferedWhat() {
        Profiles profiles = profiles(Map.of(
                "berth.profiles[0].name", "big",
                "berth.profiles[0].groups", "staff,physics",
                "berth.profiles[0].memory", "32GB",
                "berth.profiles[0].cpu", "1.5",
                "berth.profiles[0].gpus", "2",
                "berth.profiles[1].name", "small",
                "berth.profiles[1].display-name", "Small one"));
        assertThat(profiles.all()).extracting(Profile::name).containsExactly("big", "small");
        assertThat(profiles.offeredTo(List.of())).extracting(Profile::name).containsExactly("small");
        assertThat(profiles.offeredTo(List.of("physics"))).hasSize(2);
        assertThat(profiles.find("", List.of()))
                .get()
                .extracting(Profile::displayName)
                .isEqualTo("Small one");
        assertThat(profiles.find("big", List.of("students"))).isEmpty();
        var limits = profiles.all().getFirst().spec().limits();
        assertThat(limits.toString())
                .contains(Long.toString(32L << 30))
                .contains("1500")
                .contains("nvidia.com/gpu=2");
    }

    @ParameterizedTest
    @CsvSource({
        "name,Big",
        "name,-x",
        "name,''",
        "cpu,-1",
        "cpu,NaN",
        "cpu,0.0001",
        "gpus,-1",
        "memory,-1GB",
        "start-timeout,0s",
        "start-timeout,500ms",
        "idle-timeout,-1s",
        "max-age,-1s",
        "stop-grace,-1s",
        "landing,/lab",
        "landing,../../hub/home",
        "landing,a//b",
    })
    void whatCannotBeIsRefusedWithItsKey(String key, String value) {
        Map<String, Object> keys = new HashMap<>(Map.of("berth.profiles[0].name", "ok"));
        keys.put("berth.profiles[0]." + key, value);
        assertThatThrownBy(() -> profiles(keys))
                .isInstanceOf(InvalidProfilesException.class)
                .hasMessageContaining("berth.profiles[0]");
    }

    @Test
    void allProblemsAreToldTogether() {
        assertThatThrownBy(() -> profiles(Map.of(
                        "berth.profiles[0].name", "same",
                        "berth.profiles[1].name", "same",
                        "berth.profiles[2].name", "NO",
                        "berth.profiles[3].name", "ok",
                        "berth.profiles[3].gpus", "-1")))
                .hasMessageContaining("berth.profiles[1].name is \"same\", which is used twice")
                .hasMessageContaining("berth.profiles[2].name is \"NO\"")
                .hasMessageContaining("berth.profiles[3] has a negative limit");
    }

    @Test
    void aMisspeltLimitIsNoProfileWithoutThatLimit() {
        assertThatThrownBy(() -> profiles(Map.of("berth.profiles[0].name", "ok", "berth.profiles[0].memroy", "1GB")))
                .isInstanceOf(InvalidProfilesException.class)
                .hasMessageContaining("berth.profiles[0].memroy (in ")
                .hasMessageContaining("is not a key of a profile");
    }

    static Profiles profiles(Map<String, ?> keys) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.copyOf(keys)));
        ProfileProperties properties = Binder.get(environment).bindOrCreate("berth", ProfileProperties.class);
        return new Profiles(properties, environment);
    }
}
