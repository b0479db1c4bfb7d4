package dev.berth.auth.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.ldap.LdapProperties.Directory;
import dev.berth.spi.identity.IdentitySource;
import dev.berth.spi.identity.PasswordProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LdapConfigurationTests {

    private static final String[] LEAST = {"urls=ldaps://ldap.example.org", "user-base=ou=people,dc=example,dc=org"};

    private static ApplicationContextRunner runner(String... settings) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LdapAutoConfiguration.class))
                .withPropertyValues(settings);
    }

    @Test
    void withoutAnEntryThereIsNoProvider() {
        runner().run(context -> assertThat(context).doesNotHaveBean(PasswordProvider.class));
    }

    @Test
    void everyEntryIsAProviderAndNoneIsAskedAtTheStart() {
        runner(
                        "berth.auth.ldap.campus.urls=ldaps://nowhere.invalid",
                        "berth.auth.ldap.campus.user-base=dc=example",
                        "berth.auth.ldap.campus.label=Campus account",
                        "berth.auth.ldap.corp.urls=ldap://nowhere.invalid",
                        "berth.auth.ldap.corp.kind=active-directory",
                        "berth.auth.ldap.corp.user-base=dc=corp",
                        "berth.auth.pam.machine.service=berth")
                .run(context -> {
                    assertThat(context.getBeansOfType(PasswordProvider.class).values())
                            .extracting(PasswordProvider::provider)
                            .containsExactlyInAnyOrder("campus", "corp");
                    assertThat(context.getBeansOfType(IdentitySource.class)).hasSize(2);
                    assertThat(context.getBean("ldap-campus", PasswordProvider.class)
                                    .label())
                            .isEqualTo("Campus account");
                    assertThat(context.getBean("ldap-corp", PasswordProvider.class)
                                    .label())
                            .isEqualTo("corp");
                });
    }

    /** A misspelled restriction must not act like a missing one (CVE-2020-26250). */
    @Test
    void unknownKeyStopsTheStart() {
        runner(
                        "berth.auth.ldap.campus.urls=ldaps://ldap.example.org",
                        "berth.auth.ldap.campus.user-base=dc=example",
                        "berth.auth.ldap.campus.user-fitler=(uid={name})")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("berth.auth.ldap.campus.user-fitler"));
    }

    @Test
    void defaultsAreTheSafeOnes() {
        Directory directory = TestDirectories.bound(keys());
        assertThat(directory.tls()).isEqualTo(LdapProperties.Tls.START);
        assertThat(directory.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(directory.responseTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(directory.subjectAttribute()).isEqualTo("entryUUID");
        assertThat(directory.userFilter()).isEqualTo("(uid={name})");
        assertThat(directory.uidAttribute()).isEmpty();
        assertThat(directory.groups().from()).isEqualTo(LdapProperties.Groups.From.NONE);
        assertThat(problems(directory)).isEmpty();
    }

    @Test
    void passwordShowsInNoText() {
        Directory directory = TestDirectories.bound(keys("bind-dn=cn=x", "bind-password=opensesame"));
        assertThat(directory.toString()).doesNotContain("opensesame");
        assertThat(new LdapProperties(Map.of("campus", directory)).toString()).doesNotContain("opensesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "urls=; urls is empty",
                "urls=http://x; which",
                "urls=ldap://user@x; Use ldaps://host",
                "urls=ldap://x/dc=example; Move the DN to user-base",
                "tls=plain; is plain, but",
                "bind-dn=cn=x; without bind-password-file",
                "bind-password=x; bind-dn is not set",
                "bind-dn=no dn; not a valid DN",
                "user-base=nonsense; not a valid DN",
                "user-base=; Set one of them",
                "user-filter=(uid={name}; not a valid filter",
                "user-filter=(uid=ada); without {name}",
                "user-dns=uid=ada,dc=example; without {name}",
                "connections=0; between 1 and 100",
                "connect-timeout=0s; must be positive",
                "response-timeout=1h; at most 120s",
                "ca-file=/nonexistent/ca.pem; cannot be read",
                "groups.from=search; groups.base is not set",
            })
    void whatIsWrongIsToldWithItsKey(String setting, String text) {
        List<String> problems = problems(TestDirectories.bound(keys(setting)));
        assertThat(problems).isNotEmpty().allMatch(problem -> problem.startsWith("berth.auth.ldap.campus."));
        assertThat(String.join(" ", problems)).contains(text.equals("which") ? "http://x" : text);
    }

    @Test
    void idMustBeOneThatFitsEverywhere() {
        List<String> problems = new ArrayList<>();
        for (String id : List.of("local", "Campus", "a b", "", "x".repeat(33))) {
            DirectoryProblems.tell(id, TestDirectories.bound(keys()), (key, text) -> problems.add(text));
        }
        assertThat(problems).hasSize(5);
    }

    @Test
    void certificatesThatAreNoneAreToldWithTheirFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        org.assertj.core.api.Assertions.assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> TestDirectories.open(keys("ca-file=" + file)))
                .withMessageContaining(file.toString());
    }

    private static Map<String, String> keys(String... more) {
        Map<String, String> keys = new TreeMap<>();
        for (String[] all : new String[][] {LEAST, more}) {
            for (String key : all) {
                keys.put(key.split("=", 2)[0], key.split("=", 2)[1]);
            }
        }
        return keys;
    }

    private static List<String> problems(Directory directory) {
        List<String> problems = new ArrayList<>();
        DirectoryProblems.tell("campus", directory, (key, text) -> problems.add(text));
        return problems;
    }
}
