package dev.berth.hub.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.AuditAction;
import org.junit.jupiter.api.Test;

/** Accounts: their creation, name, administrators and identities. */
class UserAccountsTests extends UsersInDatabase {

    @Test
    void accountHasAUidAHomeAndAnEvent() {
        User ann = users.make("ann-made");
        assertThat(ann.uid()).isBetween(20_000L, 59_999L).isEqualTo(ann.gid());
        assertThat(ann.runtimeHome()).isEqualTo("ann-made");
        assertThat(users.directory.byName(" ANN-made ")).contains(ann);
        assertThat(audit.latest(1)).singleElement().satisfies(kept -> {
            assertThat(kept.event().action()).isEqualTo(AuditAction.USER_CREATED);
            assertThat(kept.event().detail()).containsEntry("uid", Long.toString(ann.uid()));
        });
        assertThat(users.events).contains(new UserEvent.Created(ann));
    }

    @Test
    void takenNameIsAValueAndNotAnError() {
        users.make("twice");
        assertThat(users.accounts.create(NewUser.named(new UserName("twice")), TestUsers.ACTOR))
                .isEqualTo(new AccountOutcome.NameTaken(new UserName("twice")));
    }

    @Test
    void renamingKeepsIdUidAndHome() {
        User before = users.make("maiden");
        users.accounts.rename(before.id(), new UserName("married"), TestUsers.ACTOR);
        User after = users.directory.byName("married").orElseThrow();
        assertThat(after)
                .isEqualTo(new User(
                        before.id(),
                        new UserName("married"),
                        null,
                        true,
                        false,
                        before.created(),
                        null,
                        "maiden",
                        before.uid(),
                        before.gid()));
        assertThat(users.accounts.rename(users.make("other").id(), new UserName("married"), TestUsers.ACTOR))
                .isEqualTo(new AccountOutcome.NameTaken(new UserName("married")));
    }

    @Test
    void lastAdministratorCannotBeClosedRemovedOrDemoted() {
        DATABASE.jdbc().sql("UPDATE users SET admin = false").update();
        User admin = users.makeAdmin("only-admin");
        assertThat(users.accounts.setAdmin(admin.id(), false, TestUsers.ACTOR))
                .isInstanceOf(AccountOutcome.Refused.class);
        assertThat(users.accounts.disable(admin.id(), TestUsers.ACTOR)).isInstanceOf(AccountOutcome.Refused.class);
        assertThat(users.accounts.delete(admin.id(), TestUsers.ACTOR)).isInstanceOf(AccountOutcome.Refused.class);
        users.makeAdmin("second-admin");
        assertThat(users.accounts.setAdmin(admin.id(), false, TestUsers.ACTOR)).isInstanceOf(AccountOutcome.Done.class);
    }

    @Test
    void identityLeadsToOneUserOnly() {
        User ann = users.make("linked-ann");
        User bob = users.make("linked-bob");
        assertThat(users.accounts.link(ann, "keycloak", "subject-1", TestUsers.ACTOR))
                .isTrue();
        assertThat(users.accounts.link(bob, "keycloak", "subject-1", TestUsers.ACTOR))
                .isFalse();
        assertThat(users.directory.byIdentity("keycloak", "subject-1")).contains(ann);
        assertThat(users.directory.byIdentity("other", "subject-1")).isEmpty();
    }

    @Test
    void identitiesOfAUserAreTold() {
        User user = users.make("identified");
        users.accounts.link(user, "ldap", "uid=identified,ou=people", TestUsers.ACTOR);
        assertThat(users.directory.identities(user.id())).singleElement().satisfies(identity -> {
            assertThat(identity.provider()).isEqualTo("ldap");
            assertThat(identity.subject()).isEqualTo("uid=identified,ou=people");
        });
    }
}
