package dev.berth.hub.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options that a person can set for a profile. */
class OptionsTests {

    private static final Map<String, String> DECLARED = Map.ofEntries(
            Map.entry("berth.profiles[0].name", "gpu"),
            Map.entry("berth.profiles[0].memory", "8GB"),
            Map.entry("berth.profiles[0].gpus", "1"),
            Map.entry("berth.profiles[0].environment.KEPT", "yes"),
            Map.entry("berth.profiles[0].options[0].name", "image"),
            Map.entry("berth.profiles[0].options[0].choices[0].name", "torch-2.7"),
            Map.entry("berth.profiles[0].options[0].choices[1].name", "plain"),
            Map.entry("berth.profiles[0].options[0].choices[1].image", "registry.example/plain:1"),
            Map.entry("berth.profiles[0].options[0].choices[1].gpus", "0"),
            Map.entry("berth.profiles[0].options[0].choices[1].environment.FLAVOUR", "plain"),
            Map.entry("berth.profiles[0].options[1].name", "memory"),
            Map.entry("berth.profiles[0].options[1].amount", "memory"),
            Map.entry("berth.profiles[0].options[1].min", "4"),
            Map.entry("berth.profiles[0].options[1].max", "64"),
            Map.entry("berth.profiles[0].options[1].default-value", "16"),
            Map.entry("berth.profiles[0].options[2].name", "course"),
            Map.entry("berth.profiles[0].options[2].variable", "COURSE"),
            Map.entry("berth.profiles[0].options[2].pattern", "[a-z]{0,8}"));

    @Test
    void whatNobodyChoosesIsTheDefault() {
        ServerSpec spec = resolved(Map.of());
        assertThat(spec.limits().memoryBytes()).isEqualTo(16L << 30);
        assertThat(spec.limits().devices()).containsEntry("nvidia.com/gpu", 1);
        assertThat(spec.environment()).containsEntry("KEPT", "yes").containsEntry("COURSE", "");
        assertThat(spec.options()).containsEntry("image", "torch-2.7").containsEntry("memory", "16");
    }

    @Test
    void whatIsChosenIsWhatItRunsWith() {
        ServerSpec spec = resolved(Map.of("image", "plain", "memory", "64", "course", "physics"));
        assertThat(spec.image()).isEqualTo("registry.example/plain:1");
        assertThat(spec.limits().memoryBytes()).isEqualTo(64L << 30);
        assertThat(spec.limits().devices()).isEmpty();
        assertThat(spec.environment())
                .containsEntry("FLAVOUR", "plain")
                .containsEntry("COURSE", "physics")
                .containsEntry("KEPT", "yes");
    }

    @ParameterizedTest
    @CsvSource({
        "image,other",
        "image,''",
        "memory,3",
        "memory,65",
        "memory,4.5",
        "memory,-4",
        "memory,99999999999999999999",
        "memory,abc",
        "course,Physics",
        "course,physics101",
        "unknown,x",
        "profile,gpu",
    })
    void whatCannotBeIsRefusedByName(String option, String value) {
        assertThat(profile(Map.of()).resolve(Map.of(option, value)))
                .isInstanceOfSatisfying(
                        Resolution.Refused.class,
                        refused -> assertThat(refused.problems()).containsOnlyKeys(option));
    }

    @ParameterizedTest
    @CsvSource({
        "berth.profiles[0].options[0].name,memory,taken",
        "berth.profiles[0].options[0].name,profile,taken",
        "berth.profiles[0].options[0].name,Image,lower-case",
        "berth.profiles[0].options[0].default-value,other,not one of its choices",
        "berth.profiles[0].options[0].variable,X,exactly one of choices",
        "berth.profiles[0].options[1].min,65,bounds",
        "berth.profiles[0].options[1].default-value,99,whole number",
        "berth.profiles[0].options[2].variable,1X,letters",
        "berth.profiles[0].options[2].pattern,[,not a valid regular expression",
        "berth.profiles[0].options[2].default-value,99,does not allow",
        "berth.profiles[0].options[2].max-length,99999,does not allow",
    })
    void aDeclarationThatCannotBeIsToldAtTheStart(String key, String value, String told) {
        assertThatThrownBy(() -> profile(Map.of(key, value)))
                .isInstanceOf(InvalidProfilesException.class)
                .hasMessageContaining("berth.profiles[0].options[")
                .hasMessageContaining(told);
    }

    private static ServerSpec resolved(Map<String, String> chosen) {
        return ((Resolution.Resolved) profile(Map.of()).resolve(chosen)).spec();
    }

    private static Profile profile(Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(DECLARED);
        all.putAll(changed);
        return ProfilesTests.profiles(all).all().getFirst();
    }
}
