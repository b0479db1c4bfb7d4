package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.code;
import static dev.berth.auth.ldap.TestDirectories.vouched;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource.Answer;
import dev.berth.spi.identity.IdentitySource.Known;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActiveDirectoryTests {

    /** Bytes and text in the order of MS-DTYP 2.3.4. */
    private static final byte[] GUID = HexFormat.of().parseHex("33221100554477668899aabbccddeeff");

    private static final String SUBJECT = "00112233-4455-6677-8899-aabbccddeeff";
    private static final String PASSWORD = "correct horse";

    private TestActiveDirectory active;
    private LdapDirectory directory;

    @BeforeEach
    void start() {
        active = new TestActiveDirectory();
        directory = TestDirectories.open(active.settings());
    }

    @AfterEach
    void stop() {
        directory.close();
        active.close();
    }

    @Test
    void guidIsTheSubjectAndFindsThePersonAfterARenaming() throws Exception {
        String dn = active.person("ada", GUID);
        assertThat(vouched(directory.authenticate("ada", PASSWORD)).subject()).isEqualTo(SUBJECT);
        active.server.modify(dn, new Modification(ModificationType.REPLACE, "sAMAccountName", "countess"));
        Known known = new Known(SUBJECT, "ada", null);
        assertThat(directory.ask(known))
                .isInstanceOfSatisfying(
                        Answer.Current.class,
                        now -> assertThat(now.identity().name()).isEqualTo("countess"));
        active.server.delete(dn);
        assertThat(directory.ask(known)).isInstanceOf(Answer.Gone.class);
        assertThat(directory.ask(new Known("no guid", "ada", null))).isInstanceOf(Answer.Gone.class);
    }

    @ParameterizedTest
    @CsvSource({
        "525, UNKNOWN_USER",
        "52e, BAD_CREDENTIALS",
        "530, NOT_ALLOWED_NOW",
        "531, NOT_ALLOWED_HERE",
        "532, PASSWORD_EXPIRED",
        "533, ACCOUNT_DISABLED",
        "701, ACCOUNT_EXPIRED",
        "773, PASSWORD_MUST_CHANGE",
        "775, ACCOUNT_LOCKED",
        "57, BAD_CREDENTIALS"
    })
    void windowsCodesAreToldApart(String windows, String code) {
        active.codes.put(active.person("ada", GUID), windows);
        assertThat(code(directory.authenticate("ada", PASSWORD))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "userAccountControl, 514, ACCOUNT_DISABLED, true",
        "accountExpires, 132000000000000000, ACCOUNT_EXPIRED, true",
        "accountExpires, 0, VOUCHED ada, false",
        "accountExpires, 9223372036854775807, VOUCHED ada, false",
        "pwdLastSet, 0, PASSWORD_MUST_CHANGE, false",
        "msDS-User-Account-Control-Computed, 16, ACCOUNT_LOCKED, false",
        "msDS-User-Account-Control-Computed, 8388608, PASSWORD_EXPIRED, false"
    })
    void attributesOfAClosedAccountCountWhateverThePassword(
            String attribute, String value, String code, boolean endsSessions) {
        active.person("ada", GUID, new Attribute(attribute, value));
        assertThat(code(directory.authenticate("ada", PASSWORD))).isEqualTo(code);
        assertThat(directory.ask(new Known(SUBJECT, "ada", null)))
                .isInstanceOf(endsSessions ? Answer.Gone.class : Answer.Current.class);
    }

    @Test
    void nestedGroupsAreAskedForByTheMatchingRule() {
        String ada = active.person("ada", GUID);
        String team = active.group("team", ada);
        String lab = active.group("lab", team);
        active.group("faculty", lab);
        active.group("others", "cn=nobody," + TestActiveDirectory.BASE);
        String[] direct = {"groups.from=search", "groups.base=ou=Groups," + TestActiveDirectory.BASE};
        try (LdapDirectory flat = TestDirectories.open(active.settings(direct));
                LdapDirectory nested =
                        TestDirectories.open(active.settings(direct[0], direct[1], "groups.nested=true"))) {
            assertThat(vouched(flat.authenticate("ada", PASSWORD)).groups().names())
                    .containsOnly("team");
            assertThat(vouched(nested.authenticate("ada", PASSWORD)).groups().names())
                    .containsOnly("team", "lab", "faculty");
        }
    }

    @Test
    void listOfGroupsThatIsCutIsSearchedInstead() {
        String dn = "cn=ada,cn=Users," + TestActiveDirectory.BASE;
        String team = active.group("team", dn);
        active.group("lab", dn);
        active.person("ada", GUID, new Attribute("memberOf;range=0-0", team));
        try (LdapDirectory memberOf = TestDirectories.open(
                active.settings("groups.from=member-of", "groups.base=ou=Groups," + TestActiveDirectory.BASE))) {
            ExternalIdentity ada = vouched(memberOf.authenticate("ada", PASSWORD));
            assertThat(ada.groups().names()).containsOnly("team", "lab");
        }
    }

    @Test
    void personWithoutAReadableSubjectIsRefused() {
        active.person("ada", new byte[] {1, 2, 3});
        assertThat(code(directory.authenticate("ada", PASSWORD))).isEqualTo("NO_SUBJECT");
    }

    @Test
    void computersAreNoPeople() throws Exception {
        active.server.add(
                "dn: cn=node1,cn=Users," + TestActiveDirectory.BASE,
                "objectClass: computer",
                "objectCategory: computer",
                "sAMAccountName: node1",
                "userPassword: " + PASSWORD);
        assertThat(code(directory.authenticate("node1", PASSWORD))).isEqualTo("UNKNOWN_USER");
    }
}
