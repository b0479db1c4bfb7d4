package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.session.Visitor;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.identity.ExternalIdentity;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who has an account: the first administrator, and the people of other providers by rule. */
class AdmissionTests extends SignInHub {

    @Autowired
    private UserDirectory directory;

    @Autowired
    private SignIn signIn;

    @Test
    void firstAdministratorExistsAndNoSecondOneIsMade() {
        assertThat(directory.byName("admin"))
                .hasValueSatisfying(admin -> assertThat(admin.admin()).isTrue());
    }

    @Test
    void otherProvidersPeopleComeInByRuleOnly() {
        int n = COUNT.incrementAndGet();
        Visitor visitor = new Visitor("192.0.2.1", "test");
        ExternalIdentity staff = new ExternalIdentity(
                "school", "sub-" + n, "Prof-" + n, "x@example.org", true, Set.of("staff"), 70_000L + n, null, false);
        ExternalIdentity student =
                new ExternalIdentity("school", "sub-x" + n, "student-" + n, null, false, Set.of(), null, null, false);
        assertThat(signIn.admit(staff, visitor)).isInstanceOfSatisfying(SignInOutcome.Admitted.class, in -> {
            assertThat(in.user().name().value()).isEqualTo("prof-" + n);
            assertThat(in.user().uid()).isEqualTo(70_000L + n);
        });
        assertThat(signIn.admit(staff, visitor)).isInstanceOf(SignInOutcome.Admitted.class);
        assertThat(signIn.admit(student, visitor)).isEqualTo(new SignInOutcome.Refused("NOT_ALLOWED"));
        assertThat(signIn.admit(ExternalIdentity.of("unknown", "s", "someone"), visitor))
                .isEqualTo(new SignInOutcome.Refused("NOT_ALLOWED"));
        assertThat(signIn.admit(ExternalIdentity.of("open", "s" + n, "newcomer"), visitor))
                .isEqualTo(new SignInOutcome.Refused("NO_ACCOUNT"));
        assertThat(signIn.admit(ExternalIdentity.of("open", "s" + n, name()), visitor))
                .isEqualTo(new SignInOutcome.Refused("NAME_TAKEN"));
        ExternalIdentity rootUid = new ExternalIdentity(
                "school", "root-" + n, "rooty-" + n, null, false, Set.of("staff"), 0L, null, false);
        assertThat(signIn.admit(rootUid, visitor)).isEqualTo(new SignInOutcome.Refused("UID_PROHIBITED"));
        assertThat(directory.byName("rooty-" + n)).isEmpty();
    }
}
