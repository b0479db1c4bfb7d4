package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.vouched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource.Answer;
import dev.berth.spi.identity.IdentitySource.Known;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The groups of a person at a real OpenLDAP server, and lists of groups that cannot be read whole. */
class SlapdGroupsIT extends SlapdDirectory {

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
}
