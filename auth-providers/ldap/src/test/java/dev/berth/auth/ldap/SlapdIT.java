package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.code;
import static dev.berth.auth.ldap.TestDirectories.vouched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.identity.ExternalIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and passwords at a real OpenLDAP server. */
class SlapdIT extends SlapdDirectory {

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
}
