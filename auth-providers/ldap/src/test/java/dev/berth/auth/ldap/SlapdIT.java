package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.code;
import static dev.berth.auth.ldap.TestDirectories.vouched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.check.ConfigurationCheck;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with a real OpenLDAP server. Each test that changes an entry has a separate one. */
class SlapdIT {

    private static final String[] SEARCH = {
        "bind-dn=cn=berth,ou=services,dc=example,dc=org",
        "bind-password=search-secret",
        "user-base=ou=people,dc=example,dc=org"
    };
    private static final String PASSWORD = "correct horse";

    @TempDir
    static Path folder;

    private static Slapd slapd;
    private static LdapDirectory directory;

    @BeforeAll
    static void start() throws IOException {
        slapd = Slapd.start(folder, Files.readString(Path.of("src/test/resources/people.ldif")));
        directory = TestDirectories.open(searching(
                "uid-attribute=uidNumber",
                "gid-attribute=gidNumber",
                "groups.from=member-of",
                "groups.base=ou=groups,dc=example,dc=org"));
    }

    @AfterAll
    static void stop() {
        if (directory != null) {
            directory.close();
        }
        if (slapd != null) {
            slapd.close();
        }
    }

    private static Map<String, String> searching(String... more) {
        Map<String, String> settings = slapd.settings(SEARCH);
        settings.putAll(slapd.settings(more));
        return settings;
    }

    @Test
    void rightPasswordVouchesForThePersonWithGroupsAndNumbers() {
        ExternalIdentity ada = vouched(directory.authenticate("ada", PASSWORD));
        assertThat(ada.provider()).isEqualTo("campus");
        assertThat(ada.name()).isEqualTo("ada");
        assertThat(ada.subject()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(ada.email()).isEqualTo("ada@example.org");
        assertThat(ada.emailVerified()).isFalse();
        assertThat(ada.groups().names()).containsExactly("staff");
        assertThat(ada.uid()).isEqualTo(30_001);
        assertThat(ada.gid()).isEqualTo(30_000);
        assertThat(ada.machineAccount()).isFalse();
    }

    @Test
    void nameIsTheDirectorysWhateverCaseWasTyped() {
        assertThat(vouched(directory.authenticate(" ADA ", PASSWORD)).name()).isEqualTo("ada");
    }

    @Test
    void wrongPasswordAndUnknownNameAreToldApartForAdministratorsOnly() {
        assertThat(code(directory.authenticate("grace", "wrong"))).isEqualTo("BAD_CREDENTIALS");
        assertThat(code(directory.authenticate("nobody-here", PASSWORD))).isEqualTo("UNKNOWN_USER");
    }

    /** RFC 4513, 5.1.2: slapd itself would report success for a DN without a password. */
    @Test
    void emptyPasswordNeverBinds() {
        assertThat(code(directory.authenticate("ada", ""))).isEqualTo("EMPTY_PASSWORD");
        try (LdapDirectory byTemplate = byTemplate()) {
            assertThat(code(byTemplate.authenticate("ada", ""))).isEqualTo("EMPTY_PASSWORD");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*)(uid=*",
                "ada)(objectClass=*",
                "a*a",
                "\\2a",
                "ada\\00",
                "ada,ou=people,dc=example,dc=org",
                "ada+cn=Ada Lovelace",
                "ada\\2cou\\3dpeople",
                "#616461",
                "(|(uid=ada))"
            })
    void whatIsTypedIsAValueAndNeverAPartOfAFilterOrDn(String name) {
        assertThat(code(directory.authenticate(name, PASSWORD))).isEqualTo("UNKNOWN_USER");
        try (LdapDirectory byTemplate = byTemplate()) {
            assertThat(code(byTemplate.authenticate(name, PASSWORD))).isEqualTo("BAD_CREDENTIALS");
        }
    }

    @Test
    void controlCharactersReachNoServer() {
        assertThat(code(directory.authenticate("ada\0", PASSWORD))).isEqualTo("BAD_NAME");
        assertThat(code(directory.authenticate("a".repeat(1_000_000), PASSWORD)))
                .isEqualTo("BAD_NAME");
        assertThat(code(directory.authenticate("   ", PASSWORD))).isEqualTo("BAD_NAME");
    }

    @Test
    void twoEntriesForOneNameAreARefusal() {
        assertThat(code(directory.authenticate("twin", PASSWORD))).isEqualTo("AMBIGUOUS_NAME");
    }

    @Test
    void bindsAtDnsFromTemplatesWithoutASearchAccount() {
        try (LdapDirectory byTemplate = byTemplate()) {
            ExternalIdentity ada = vouched(byTemplate.authenticate("ada", PASSWORD));
            assertThat(ada.subject())
                    .isEqualTo(vouched(directory.authenticate("ada", PASSWORD)).subject());
            assertThat(vouched(byTemplate.authenticate("guest", PASSWORD)).name())
                    .isEqualTo("guest");
            assertThat(code(byTemplate.authenticate("grace", "wrong"))).isEqualTo("BAD_CREDENTIALS");
        }
    }

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
    void groupsAreFoundBySearchAndNestedOnesWhenAsked() {
        String[] search = {"groups.from=search", "groups.base=ou=groups,dc=example,dc=org"};
        try (LdapDirectory direct = TestDirectories.open(searching(search));
                LdapDirectory nested = TestDirectories.open(searching(search[0], search[1], "groups.nested=true"));
                LdapDirectory climbing =
                        TestDirectories.open(searching("groups.from=member-of", search[1], "groups.nested=true"));
                LdapDirectory whole =
                        TestDirectories.open(searching(search[0], search[1], "groups.name-attribute=dn"))) {
            assertThat(vouched(direct.authenticate("ada", PASSWORD)).groups().names())
                    .containsOnly("staff", "unix-staff");
            assertThat(vouched(nested.authenticate("ada", PASSWORD)).groups().names())
                    .containsOnly("staff", "unix-staff", "everybody", "circle");
            assertThat(vouched(climbing.authenticate("ada", PASSWORD)).groups().names())
                    .containsOnly("staff", "everybody", "circle");
            assertThat(vouched(whole.authenticate("ada", PASSWORD)).groups().names())
                    .contains("cn=staff,ou=groups,dc=example,dc=org");
        }
    }

    @Test
    void whoIsInMoreGroupsThanTheServerReportsIsNotTakenToBeInAFew() {
        slapd.load("""
                dn: cn=few,ou=services,dc=example,dc=org
                objectClass: applicationProcess
                objectClass: simpleSecurityObject
                userPassword: search-secret
                """);
        Map<String, String> settings = searching(
                "groups.from=search", "groups.base=dc=example,dc=org", "bind-dn=cn=few,ou=services,dc=example,dc=org");
        try (LdapDirectory limited = TestDirectories.open(settings)) {
            ExternalIdentity ada = vouched(limited.authenticate("ada", PASSWORD));
            assertThat(ada.groups()).isInstanceOf(GroupList.Incomplete.class);
            assertThat(((Answer.Current) limited.ask(new Known(ada.subject(), "ada", null)))
                            .identity()
                            .groups())
                    .isInstanceOf(GroupList.Incomplete.class);
        }
    }

    /** RFC 4511, section 4.5.3: a part of the tree lies on another server. */
    @Test
    void groupsOnAnotherServerAreNotTakenForNone() {
        slapd.load("""
                dn: ou=spread,dc=example,dc=org
                objectClass: organizationalUnit

                dn: ou=elsewhere,ou=spread,dc=example,dc=org
                objectClass: referral
                objectClass: extensibleObject
                ou: elsewhere
                ref: ldap://ldap.elsewhere.example/ou=elsewhere,ou=spread,dc=example,dc=org
                """);
        try (LdapDirectory spread =
                TestDirectories.open(searching("groups.from=search", "groups.base=ou=spread,dc=example,dc=org"))) {
            assertThat(vouched(spread.authenticate("ada", PASSWORD)).groups())
                    .isInstanceOfSatisfying(
                            GroupList.Incomplete.class,
                            gap -> assertThat(gap.why()).contains("ldap.elsewhere.example"));
        }
    }

    @Test
    void aBaseThatIsMissingAndGroupsThatAreNotReadAreNotNone() {
        try (LdapDirectory missing =
                        TestDirectories.open(searching("groups.from=search", "groups.base=ou=typo,dc=example,dc=org"));
                LdapDirectory none = TestDirectories.open(searching())) {
            assertThat(vouched(missing.authenticate("ada", PASSWORD)).groups())
                    .isInstanceOf(GroupList.Incomplete.class);
            assertThat(vouched(none.authenticate("ada", PASSWORD)).groups()).isInstanceOf(GroupList.Incomplete.class);
        }
    }

    /** A group's other names are aliases, in no order. */
    @Test
    void aGroupWithSeveralNamesIsCalledAsInItsDn() {
        slapd.load("""
                dn: ou=named,dc=example,dc=org
                objectClass: organizationalUnit

                dn: cn=suspended,ou=named,dc=example,dc=org
                objectClass: groupOfNames
                cn: another name
                cn: suspended
                member: uid=ada,ou=people,dc=example,dc=org
                """);
        try (LdapDirectory named =
                TestDirectories.open(searching("groups.from=search", "groups.base=ou=named,dc=example,dc=org"))) {
            assertThat(vouched(named.authenticate("ada", PASSWORD)).groups().names())
                    .containsExactly("suspended");
        }
    }

    /** Ada is a member of cn=admins,ou=clubs: whoever runs the clubs makes no administrators. */
    @Test
    void groupsOutsideOfTheBaseDoNotCount() {
        assertThat(vouched(directory.authenticate("ada", PASSWORD)).groups().names())
                .doesNotContain("admins");
    }

    @Test
    void passwordPolicyTellsALockFromAWrongPassword() {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(code(directory.authenticate("lockme", "wrong"))).isEqualTo("BAD_CREDENTIALS");
        }
        assertThat(code(directory.authenticate("lockme", PASSWORD))).isEqualTo("ACCOUNT_LOCKED");
        String subject = subject("uid=lockme,ou=people,dc=example,dc=org");
        assertThat(directory.ask(new Known(subject, "lockme", null)))
                .as("whoever types wrong passwords must not end what somebody has open")
                .isInstanceOf(Answer.Current.class);
    }

    @Test
    void passwordThatMustChangeDoesNotLetIn() {
        slapd.set("uid=reset,ou=people,dc=example,dc=org", "pwdReset", "TRUE");
        assertThat(code(directory.authenticate("reset", PASSWORD))).isEqualTo("PASSWORD_MUST_CHANGE");
    }

    @Test
    void expiredShadowAccountDoesNotLetIn() {
        slapd.set("uid=expired,ou=people,dc=example,dc=org", "shadowExpire", "1");
        assertThat(code(directory.authenticate("expired", PASSWORD))).isEqualTo("ACCOUNT_EXPIRED");
        assertThat(directory.ask(new Known(subject("uid=expired,ou=people,dc=example,dc=org"), "expired", null)))
                .isInstanceOf(Answer.Gone.class);
    }

    @Test
    void renamingKeepsTheSubjectAndRemovalIsNoticed() throws Exception {
        ExternalIdentity before = vouched(directory.authenticate("maiden", PASSWORD));
        try (var administrator = slapd.administrator()) {
            administrator.modifyDN("uid=maiden,ou=people,dc=example,dc=org", "uid=married", true);
        }
        ExternalIdentity after = vouched(directory.authenticate("married", PASSWORD));
        assertThat(after.subject()).isEqualTo(before.subject());
        Known known = new Known(before.subject(), "maiden", null);
        assertThat(directory.ask(known)).isEqualTo(new Answer.Current(after, null));
        slapd.load("dn: uid=married,ou=people,dc=example,dc=org\nchangetype: delete\n");
        assertThat(directory.ask(known)).isInstanceOf(Answer.Gone.class);
    }

    @Test
    void whoNoLongerFitsTheFilterIsGone() {
        try (LdapDirectory staffOnly = TestDirectories.open(
                searching("user-filter=(&(uid={name})(memberOf=cn=staff,ou=groups,dc=example,dc=org))"))) {
            ExternalIdentity grace = vouched(staffOnly.authenticate("grace", PASSWORD));
            assertThat(code(staffOnly.authenticate("guest", PASSWORD))).isEqualTo("UNKNOWN_USER");
            slapd.set(
                    "cn=staff,ou=groups,dc=example,dc=org",
                    "member",
                    "uid=ada,ou=people,dc=example,dc=org",
                    "cn=circle,ou=groups,dc=example,dc=org");
            assertThat(staffOnly.ask(new Known(grace.subject(), "grace", null))).isInstanceOf(Answer.Gone.class);
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

    private static LdapDirectory byTemplate() {
        return TestDirectories.open(slapd.settings(
                "user-dns[0]=uid={name},ou=people,dc=example,dc=org",
                "user-dns[1]=uid={name},ou=guests,dc=example,dc=org"));
    }

    private static String subject(String dn) {
        try (var administrator = slapd.administrator()) {
            return administrator.getEntry(dn, "entryUUID").getAttributeValue("entryUUID");
        } catch (com.unboundid.ldap.sdk.LDAPException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
