package dev.berth.hub.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The file in BERTH_CONFIG, and unknown keys. */
class ConfigurationTests {

    @TempDir
    private Path folder;

    @Test
    void aFilesKeysCount() throws IOException {
        StandardEnvironment environment = with(write("berth:\n  port: 8123\n  profiles:\n  - name: big\n"));
        assertThat(environment.getProperty("berth.port")).isEqualTo("8123");
        assertThat(environment.getProperty("berth.profiles[0].name")).isEqualTo("big");
    }

    @Test
    void allUnknownKeysAreToldAtOnceWithTheirPlaceAndTheNearestOne() throws IOException {
        Path file = write("berth:\n  prot: 8123\n  signin:\n    throtle:\n      per-addres: 3\n");
        assertThatThrownBy(() -> with(file))
                .isInstanceOf(ConfigurationProblemException.class)
                .hasMessageContaining("Unknown key berth.prot")
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining("berth.yaml:2: ")
                .hasMessageContaining("Did you mean berth.port?")
                .hasMessageContaining("berth.signin.throtle.per-addres")
                .hasMessageContaining("Did you mean berth.signin.throttle.per-address?");
    }

    /** A misspelled allow list must not be treated as one that allows everybody or is empty (CVE-2020-26250). */
    @Test
    void unknownKeysInEntriesAreToldHoweverDeep() throws IOException {
        Path file = write("""
                berth:
                  auth:
                    ldap:
                      campus:
                        urls: [ldaps://ldap.example.org]
                        user-base: dc=example,dc=org
                        user-fliter: (uid={name})
                        groups:
                          form: search
                  signin:
                    providers:
                      campus:
                        alowed-groups: [staff]
                """);
        assertThatThrownBy(() -> with(file))
                .isInstanceOf(ConfigurationProblemException.class)
                .hasMessageContaining("Unknown key berth.auth.ldap.campus.user-fliter")
                .hasMessageContaining("Did you mean berth.auth.ldap.campus.user-filter?")
                .hasMessageContaining("Unknown key berth.auth.ldap.campus.groups.form")
                .hasMessageContaining("berth.signin.providers.campus.alowed-groups");
    }

    @Test
    void aKeyOfTheFileThatIsNobodysIsToldWithTheNearestOne() throws IOException {
        Path file = write("bert:\n  port: 8123\nhost: 127.0.0.1\nlogging.level.root: info\nserver:\n  tomcat: {}\n");
        assertThatThrownBy(() -> with(file))
                .isInstanceOf(ConfigurationProblemException.class)
                .hasMessageContaining("Unknown key bert.port")
                .hasMessageContaining(file.getFileName().toString())
                .hasMessageContaining("berth.yaml:2: ")
                .hasMessageContaining("Did you mean berth.port?")
                .hasMessageContaining("Unknown key host")
                .hasMessageContaining("Did you mean berth.host?")
                .hasMessageNotContaining("logging")
                .hasMessageNotContaining("server");
        StandardEnvironment elsewhere = environment(Map.of("bert.port", "1"));
        refuseUnknown(elsewhere);
    }

    @ParameterizedTest
    @CsvSource({
        "berth.profiles[0].memry,berth.profiles[0].memory",
        "berth.profiles[3].start-timout,berth.profiles[3].start-timeout",
        "berth.profiles[0].memory.max,berth.profiles[0].memory",
        "berth.signin.providers.school.alow-all,berth.signin.providers.school.allow-all",
        "berth.access.roles[0].scope,berth.access.roles[0].scopes",
        "berth.access.roles[0].user[1],berth.access.roles[0].users",
    })
    void aMisspeltKeyOfAnEntryIsToldWithTheNearestOne(String key, String nearest) {
        StandardEnvironment environment = environment(Map.of(key, "x"));
        assertThatThrownBy(() -> refuseUnknown(environment))
                .isInstanceOf(ConfigurationProblemException.class)
                .hasMessageContaining("Unknown key " + key)
                .hasMessageContaining("Did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "berth.profiles[0].displayName",
                "berth.profiles[0].environment.MY_KEY.x",
                "berth.profiles[0].command[1]",
                "berth.profiles[0].GPU_RESOURCE",
                "berth.signin.providers[my.school].allowed-groups[0]",
                "berth.spawner.local.environment.TZ",
            })
    void keysOfEntriesAreKnownInEveryFormThatBinds(String key) {
        StandardEnvironment environment = environment(Map.of(key, "x"));
        refuseUnknown(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"berth.base-url", "berth.baseUrl", "BERTH.BASE_URL", "berth.profiles[0].name"})
    void keysAreKnownInEveryFormThatBinds(String key) {
        StandardEnvironment environment = environment(Map.of(key, "/"));
        refuseUnknown(environment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"berth.homes", "berth", "berth.base-url.x", "berth.profiles"})
    void whatOnlyLooksLikeAKeyIsNone(String key) {
        StandardEnvironment environment = environment(Map.of(key, "x"));
        if (key.equals("berth") || key.equals("berth.profiles")) {
            refuseUnknown(environment);
            return;
        }
        assertThatThrownBy(() -> refuseUnknown(environment)).hasMessageContaining(key);
    }

    @Test
    void aFileThatIsNotThereIsToldByItsPath() {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> with(missing))
                .isInstanceOf(ConfigurationProblemException.class)
                .hasMessageContaining("BERTH_CONFIG is " + missing);
        assertThatThrownBy(() -> with(folder)).isInstanceOf(ConfigurationProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"berth:\n\tport: 8", "berth: [", "berth: {a: 1", "just some text", "- berth", "a: 1\na: 2"})
    void aFileThatHoldsNoKeysIsRefused(String text) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> with(file))
                .isInstanceOf(ConfigurationProblemException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void anEmptyFileIsNone() throws IOException {
        assertThat(with(write("# nothing yet\n")).getProperty("berth.port")).isNull();
    }

    @Test
    void aProblemIsShownAsTextForAPerson() {
        ConfigurationProblemException problem = new ConfigurationProblemException(
                List.of(new Finding("a", "1", "x.yaml:1", "one"), new Finding("b", "2", "x.yaml:2", "two")));
        FailureAnalysis analysis = new ConfigurationProblemFailureAnalyzer().analyze(problem, problem);
        assertThat(analysis.getDescription()).contains("- x.yaml:1: one").contains("- x.yaml:2: two");
        assertThat(analysis.getAction()).contains("berth check");
    }

    private StandardEnvironment with(Path file) {
        StandardEnvironment environment = environment(Map.of("BERTH_CONFIG", file.toString()));
        new ConfigurationFile().postProcessEnvironment(environment, new SpringApplication());
        ConfigurationFile.problem(environment).ifPresent(problem -> {
            throw new ConfigurationProblemException(List.of(problem));
        });
        refuseUnknown(environment);
        return environment;
    }

    private static void refuseUnknown(StandardEnvironment environment) {
        List<Finding> findings = UnknownKeys.find(environment, KnownKeys.load());
        if (!findings.isEmpty()) {
            throw new ConfigurationProblemException(findings);
        }
    }

    private static StandardEnvironment environment(Map<String, Object> keys) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", new LinkedHashMap<>(keys)));
        return environment;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("berth.yaml"), text);
    }
}
