package dev.berth.hub.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The configuration as administrators see it: current values and their sources, but no secrets. */
class EffectiveConfigurationTests {

    /** Texts, lists and maps that may contain a secret: reviewed, and hidden for a reason. */
    private static final Set<String> HIDDEN = Set.of(
            // Contains people's names and permissions.
            "berth.access.roles",
            // Tokens.
            "berth.access.services",
            // Secrets of clients.
            "berth.auth.oauth2",
            // A JDBC URL may contain a password.
            "berth.database.url",
            // Variables and arguments of programs, which may include tokens.
            "berth.profiles",
            "berth.spawner.local.command",
            "berth.spawner.local.environment",
            // Variables, and pods with everything that they may contain.
            "berth.spawner.docker.environment",
            "berth.spawner.kubernetes.environment",
            "berth.spawner.kubernetes.templates",
            // Names only, but nothing that is called a secret is shown.
            "berth.spawner.kubernetes.image-pull-secrets",
            "berth.standard-profile.command",
            "berth.standard-profile.environment",
            "berth.standard-profile.options",
            // A URL may contain a password.
            "berth.chp.api-url",
            "berth.chp.hub-url",
            "berth.proxy.hubs",
            "berth.alerts.webhook.proxy",
            // Passwords of search accounts.
            "berth.auth.ldap",
            // The URL itself may be the secret.
            "berth.alerts.webhook.url",
            "berth.signin.providers");

    @TempDir
    private Path folder;

    @Test
    void everyKeyIsKnownToBeHarmlessOrHidden() {
        Set<String> hidden = KnownKeys.load().keys().stream()
                .filter(key -> !ShownKeys.shows(key.name(), key.type()))
                .map(KnownKeys.Key::name)
                .collect(Collectors.toSet());
        assertThat(hidden)
                .as(
                        "a new text, list or map: list it in its module's shown-keys.txt if no secret can be in it, else here")
                .isEqualTo(HIDDEN);
        assertThat(KnownKeys.load().keys())
                .filteredOn(key -> key.name().matches(".*(password|secret|token)(?!-file|-max).*"))
                .filteredOn(key -> !key.type().equals("java.lang.Integer"))
                .noneMatch(key -> ShownKeys.shows(key.name(), key.type()));
    }

    @Test
    void aValueIsToldWithTheLineThatItStandsIn() throws IOException {
        Path file = Files.writeString(
                folder.resolve("berth.yaml"),
                "berth:\n  port: 8123\n  routing:\n    server-networks:\n    - 10.0.0.0/8\n    - 192.168.0.0/16\n"
                        + "  database:\n    url: jdbc:postgresql://db/berth?password=hunter2\n");
        Map<String, Setting> settings = settings(Map.of("BERTH_CONFIG", file.toString()));
        assertThat(settings.get("berth.port").value()).isEqualTo("8123");
        assertThat(settings.get("berth.port").source()).isEqualTo(Setting.Source.FILE);
        assertThat(settings.get("berth.port").origin()).contains("berth.yaml").contains("2:9");
        assertThat(settings.get("berth.routing.server-networks").value()).isEqualTo("10.0.0.0/8, 192.168.0.0/16");
        assertThat(settings.get("berth.routing.server-networks").origin()).contains("berth.yaml");
        Setting url = settings.get("berth.database.url");
        assertThat(url.set()).isTrue();
        assertThat(url.shown()).isFalse();
        assertThat(url.value()).isNull();
        assertThat(settings.values().toString()).doesNotContain("hunter2");
    }

    @Test
    void whatNobodySetHasItsDefault() {
        Setting port = settings(Map.of()).get("berth.port");
        assertThat(port.set()).isFalse();
        assertThat(port.value()).isEqualTo("8000");
        assertThat(port.source()).isEqualTo(Setting.Source.DEFAULT);
        assertThat(port.origin()).isNull();
        assertThat(port.description()).isNotBlank();
    }

    @Test
    void aListOfEntriesIsSetWhenOneOfThemIs() {
        Map<String, Setting> settings = settings(Map.of("berth.profiles[0].name", "big"));
        assertThat(settings.get("berth.profiles").set()).isTrue();
        assertThat(settings.get("berth.profiles").value()).isNull();
        assertThat(settings.get("berth.access.roles").set()).isFalse();
    }

    private static Map<String, Setting> settings(Map<String, Object> values) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", values));
        new ConfigurationFile().postProcessEnvironment(environment, new SpringApplication());
        return new EffectiveConfiguration(environment)
                .all().stream().collect(Collectors.toMap(Setting::key, Function.identity()));
    }
}
