package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.code;
import static dev.berth.auth.ldap.TestDirectories.vouched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.check.ConfigurationCheck;
import dev.berth.spi.identity.IdentitySource.Answer;
import dev.berth.spi.identity.IdentitySource.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a real OpenLDAP server: TLS, several servers, the search account, and the check of a configuration. */
class SlapdConnectionIT extends SlapdDirectory {

    @Test
    void ldapsIsCheckedLikeStartTls() {
        try (LdapDirectory secure = TestDirectories.open(searching("urls=ldaps://localhost:" + slapd.securePort))) {
            assertThat(vouched(secure.authenticate("ada", PASSWORD)).name()).isEqualTo("ada");
        }
    }

    /** The certificate is for localhost; it does not include the address. */
    @Test
    void certificateForAnotherHostIsRefused() {
        for (String url : new String[] {"ldap://127.0.0.1:" + slapd.port, "ldaps://127.0.0.1:" + slapd.securePort}) {
            try (LdapDirectory other = TestDirectories.open(searching("urls=" + url))) {
                assertThat(code(other.authenticate("ada", PASSWORD)))
                        .startsWith("UNAVAILABLE")
                        .contains("127.0.0.1");
            }
        }
    }

    @Test
    void certificateOfAnotherAuthorityIsRefused() {
        for (String url : new String[] {"ldap://localhost:" + slapd.port, "ldaps://localhost:" + slapd.securePort}) {
            try (LdapDirectory other = TestDirectories.open(searching("urls=" + url, "ca-file=" + slapd.strangeCa()))) {
                assertThat(code(other.authenticate("ada", PASSWORD)))
                        .startsWith("UNAVAILABLE")
                        .contains("certif");
            }
        }
    }

    @Test
    void plainConnectionMustBeAskedForAndThisServerRefusesIt() {
        try (LdapDirectory plain = TestDirectories.open(searching("tls=plain"))) {
            assertThat(code(plain.authenticate("ada", PASSWORD))).startsWith("UNAVAILABLE");
        }
    }

    @Test
    void nextServerIsAskedWhenTheFirstIsDown() {
        String urls = "urls=ldap://localhost:" + Slapd.freePort() + ",ldap://localhost:" + slapd.port;
        try (LdapDirectory two = TestDirectories.open(searching(urls))) {
            assertThat(vouched(two.authenticate("ada", PASSWORD)).name()).isEqualTo("ada");
        }
    }

    @Test
    void directoryThatIsDownIsNoWrongPassword() {
        try (LdapDirectory down = TestDirectories.open(searching("urls=ldap://localhost:" + Slapd.freePort()))) {
            assertThat(code(down.authenticate("ada", PASSWORD))).startsWith("UNAVAILABLE");
            assertThat(down.ask(new Known("x", "ada", null))).isInstanceOf(Answer.Unknown.class);
        }
    }

    @Test
    void wrongSearchAccountIsNoWrongPasswordOfThePerson() {
        try (LdapDirectory wrong = TestDirectories.open(searching("bind-password=changed meanwhile"))) {
            assertThat(code(wrong.authenticate("ada", PASSWORD))).startsWith("UNAVAILABLE");
        }
    }

    @Test
    void passwordOfTheSearchAccountIsReadAgainWhenItsFileChanges(@TempDir Path own) throws IOException {
        Path file = Files.writeString(own.resolve("password"), "old\n");
        Map<String, String> settings = searching("bind-password-file=" + file);
        settings.remove("bind-password");
        try (LdapDirectory byFile = TestDirectories.open(settings)) {
            assertThat(code(byFile.authenticate("ada", PASSWORD))).startsWith("UNAVAILABLE");
            Files.writeString(file, "search-secret\n");
            assertThat(code(byFile.authenticate("ada", PASSWORD))).isEqualTo("VOUCHED ada");
        }
    }

    @Test
    void manyAtOnceShareFewConnections() throws Exception {
        try (LdapDirectory narrow = TestDirectories.open(searching("connections=1", "connect-timeout=20s"));
                var threads = Executors.newFixedThreadPool(8)) {
            var all = threads.invokeAll(IntStream.range(0, 24)
                    .<java.util.concurrent.Callable<String>>mapToObj(
                            i -> () -> code(narrow.authenticate("ada", PASSWORD)))
                    .toList());
            for (var each : all) {
                assertThat(each.get()).isEqualTo("VOUCHED ada");
            }
        }
    }

    @Test
    void connectionsThatDiedWithTheServerAreReplaced() {
        try (LdapDirectory other = TestDirectories.open(searching())) {
            assertThat(code(other.authenticate("ada", PASSWORD))).isEqualTo("VOUCHED ada");
            slapd.down();
            slapd.up();
            assertThat(code(other.authenticate("ada", PASSWORD))).isEqualTo("VOUCHED ada");
        }
    }

    @Test
    void thoroughCheckOpensConnectionsAndTellsWhatDoesNotWork() {
        assertThat(problems(searching(), true)).isEmpty();
        assertThat(problems(searching("bind-password=wrong"), true))
                .singleElement()
                .asString()
                .contains("campus.urls");
        assertThat(problems(searching("bind-password=wrong"), false)).isEmpty();
        assertThat(problems(searching("user-base=ou=nowhere,dc=example,dc=org"), true))
                .hasSize(1);
        assertThat(problems(slapd.settings("user-dns[0]=uid={name},ou=people,dc=example,dc=org"), true))
                .isEmpty();
    }

    private static List<String> problems(Map<String, String> settings, boolean thorough) {
        LdapProperties properties = new LdapProperties(Map.of("campus", TestDirectories.bound(settings)));
        List<String> problems = new ArrayList<>();
        new LdapCheck()
                .check(
                        new ConfigurationCheck.Settings() {
                            @Override
                            public String value(String key) {
                                return null;
                            }

                            @Override
                            public <T> Optional<T> bound(Class<T> type) {
                                return Optional.of(type.cast(properties));
                            }

                            @Override
                            public boolean thorough() {
                                return thorough;
                            }
                        },
                        (key, text) -> problems.add(text));
        return problems;
    }
}
