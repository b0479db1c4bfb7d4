package dev.berth.auth.ldap;

import static dev.berth.auth.ldap.TestDirectories.code;
import static dev.berth.auth.ldap.TestDirectories.vouched;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.IdentitySource.Answer;
import dev.berth.spi.identity.IdentitySource.Known;
import org.junit.jupiter.api.Test;

/** Accounts that change at a real OpenLDAP server: locked, expired, renamed, removed. */
class SlapdAccountsIT extends SlapdDirectory {

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
}
