package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.code;
import static dev.berth.auth.ldap.TestDirectories.vouched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.identity.ExternalIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The configurations of docs/howto/ldap.md, verbatim; only the names of other machines and their files are replaced. */
class DocumentedConfigurationIT {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static StandardEnvironment documented(int number, Map<String, Object> replaced) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = YAML.matcher(Files.readString(Path.of("../../docs/howto/ldap.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ByteArrayResource(blocks.get(number).getBytes(StandardCharsets.UTF_8)));
        Properties properties = yaml.getObject();
        replaced.keySet()
                .forEach(key ->
                        properties.keySet().removeIf(each -> each.toString().startsWith(key)));
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new PropertiesPropertySource("page", properties));
        environment.getPropertySources().addFirst(new MapPropertySource("replaced", replaced));
        return environment;
    }

    @Test
    void openLdapAsDocumented(@TempDir Path folder) throws IOException {
        try (Slapd slapd = Slapd.start(
                Files.createDirectory(folder.resolve("slapd")),
                Files.readString(Path.of("src/test/resources/people.ldif")))) {
            Path password = Files.writeString(folder.resolve("password"), "search-secret\n");
            StandardEnvironment page = documented(
                    0,
                    Map.of(
                            "berth.auth.ldap.campus.urls", "ldaps://localhost:" + slapd.securePort,
                            "berth.auth.ldap.campus.ca-file", slapd.ca().toString(),
                            "berth.auth.ldap.campus.bind-password-file", password.toString()));
            try (LdapDirectory campus = LdapDirectory.open(
                    "campus", LdapRegistrar.configured(page).get("campus"), InstantSource.system())) {
                assertThat(campus.label()).isEqualTo("Campus account");
                ExternalIdentity ada = vouched(campus.authenticate("ada", "correct horse"));
                assertThat(ada.uid()).isEqualTo(30_001);
                assertThat(ada.gid()).isEqualTo(30_000);
                assertThat(ada.groups().names()).contains("staff", "everybody", "unix-staff");
                assertThat(code(campus.authenticate("ada", "wrong"))).isEqualTo("BAD_CREDENTIALS");
            }
        }
    }

    @Test
    void activeDirectoryAsDocumented(@TempDir Path folder) throws IOException {
        try (TestActiveDirectory active = new TestActiveDirectory()) {
            Path password = Files.writeString(folder.resolve("password"), "search-secret\n");
            StandardEnvironment page = documented(
                    1,
                    Map.of(
                            "berth.auth.ldap.corp.urls",
                            "ldap://127.0.0.1:" + active.server.getListenPort(),
                            "berth.auth.ldap.corp.tls",
                            "plain",
                            "berth.auth.ldap.corp.bind-password-file",
                            password.toString()));
            String ada = active.person("ada", HexFormat.of().parseHex("33221100554477668899aabbccddeeff"));
            active.group("faculty", active.group("lab", ada));
            try (LdapDirectory corp =
                    LdapDirectory.open("corp", LdapRegistrar.configured(page).get("corp"), InstantSource.system())) {
                assertThat(vouched(corp.authenticate("ada", "correct horse"))
                                .groups()
                                .names())
                        .containsOnly("lab", "faculty");
            }
        }
    }
}
