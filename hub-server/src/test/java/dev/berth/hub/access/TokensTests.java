package dev.berth.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.user.TestUsers;
import dev.berth.hub.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTests {

    private static final TestDatabase DATABASE = TestDatabase.fresh();
    private final TestAccess test = new TestAccess(DATABASE);
    private static int count;
    private final User ann = test.users.make("ann-" + ++count);

    private TokenOutcome.Issued issue(List<String> scopes) {
        return test.tokens.issue(TokenWish.of(ann.id(), "test", scopes, null), TestUsers.ACTOR);
    }

    private Caller caller(TokenOutcome.Issued issued) {
        return test.callers
                .find(Credential.Kind.TOKEN, CredentialHash.sha256(issued.value()))
                .orElseThrow();
    }

    @Test
    void valueIsNeverStored() {
        TokenOutcome.Issued issued = issue(null);
        assertThat(issued.toString()).doesNotContain(issued.value());
        String row = DATABASE.jdbc()
                .sql("SELECT api_tokens::text FROM api_tokens WHERE id = "
                        + issued.token().number())
                .query(String.class)
                .single();
        assertThat(row).doesNotContain(issued.value()).contains(CredentialHash.sha256(issued.value()));
        assertThat(caller(issued).scopes().texts()).contains("servers!user=" + ann.name());
    }

    @Test
    void tokenWithoutScopesSaysWhoItsOwnerIsAndNoMore() {
        assertThat(caller(issue(List.of())).scopes().texts())
                .containsExactly("read:users:groups!user=" + ann.name(), "read:users:name!user=" + ann.name());
    }

    @Test
    void tokenIsCutDownToItsOwnerAtEachUse() {
        User admin = test.users.makeAdmin("admin-" + count);
        test.users.makeAdmin("other-admin-" + count);
        TokenOutcome.Issued issued =
                test.tokens.issue(TokenWish.of(admin.id(), "", List.of("read:hub", "servers"), null), TestUsers.ACTOR);
        assertThat(caller(issued).scopes().texts()).contains("read:hub", "servers");
        test.users.accounts.setAdmin(admin.id(), false, TestUsers.ACTOR);
        assertThat(caller(issued).scopes().texts())
                .doesNotContain("read:hub", "servers")
                .contains("servers!user=" + admin.name());
    }

    @Test
    void nobodyGetsATokenThatMayDoMoreThanTheyOrThanTheOneTheyAskWith() {
        Caller self = caller(issue(null));
        assertThat(test.tokens.create(TokenWish.of(ann.id(), "", List.of("read:hub", "servers"), null), self, null))
                .isInstanceOfSatisfying(
                        TokenOutcome.MissingScopes.class,
                        missing -> assertThat(missing.scopes()).contains("read:hub", "servers", "start:servers"));
        Caller narrow = caller(issue(List.of("tokens!user")));
        assertThat(test.tokens.create(TokenWish.of(ann.id(), "", null, null), narrow, null))
                .isInstanceOf(TokenOutcome.MissingScopes.class);
        assertThat(test.tokens.create(TokenWish.of(ann.id(), "", List.of("read:tokens!user"), null), narrow, null))
                .isInstanceOf(TokenOutcome.Issued.class);
        assertThat(test.tokens.create(TokenWish.of(ann.id(), "", List.of("no:such"), null), self, null))
                .isInstanceOf(TokenOutcome.UnknownScopes.class);
    }

    @Test
    void serverTokenReachesItsServerAndReportsActivity() {
        TokenOutcome.Issued issued = test.tokens.issue(TokenWish.ofServer(ann.id(), "gpu"), TestUsers.ACTOR);
        assertThat(caller(issued).scopes().texts())
                .contains("access:servers!server=" + ann.name() + "/gpu", "users:activity!user=" + ann.name());
        assertThat(test.tokens.revokeOfServer(ann.id(), "gpu", TestUsers.ACTOR)).isTrue();
        assertThat(test.callers.find(Credential.Kind.TOKEN, CredentialHash.sha256(issued.value())))
                .isEmpty();
    }

    @Test
    void revokedTokenIsWithdrawnFromTheProxiesAndWaitedFor() {
        TokenOutcome.Issued issued = issue(null);
        assertThat(test.tokens.revoke(ann.id(), issued.token().id(), Actor.policy("test")))
                .isTrue();
        assertThat(test.withdrawn)
                .extracting(WithdrawnCredential::hash)
                .containsExactly(CredentialHash.sha256(issued.value()));
        assertThat(test.awaited).isEqualTo(1);
        assertThat(test.tokens.revoke(ann.id(), issued.token().id(), Actor.policy("test")))
                .isFalse();
        assertThat(test.tokens.find(ann.id(), "a999999999999999999999")).isEmpty();
        assertThat(test.tokens.find(ann.id(), "x1")).isEmpty();
    }

    @Test
    void tokenOfSomebodyElseIsNotFound() {
        TokenOutcome.Issued issued = issue(null);
        User bob = test.users.make("bob-" + count);
        assertThat(test.tokens.find(bob.id(), issued.token().id())).isEmpty();
        assertThat(test.tokens.revoke(bob.id(), issued.token().id(), TestUsers.ACTOR))
                .isFalse();
    }

    @Test
    void expiredTokenIsNoCredentialAndLeavesTheList() {
        TokenOutcome.Issued issued =
                test.tokens.issue(TokenWish.of(ann.id(), "", null, Duration.ofHours(1)), TestUsers.ACTOR);
        DATABASE.jdbc()
                .sql("UPDATE api_tokens SET expires_at = now() WHERE id = "
                        + issued.token().number())
                .update();
        assertThat(test.callers.find(Credential.Kind.TOKEN, CredentialHash.sha256(issued.value())))
                .isEmpty();
        assertThat(test.tokens.list(ann.id())).isEmpty();
    }

    @Test
    void closedAccountHasNoCaller() {
        TokenOutcome.Issued issued = issue(null);
        test.users.accounts.disable(ann.id(), TestUsers.ACTOR);
        assertThat(test.callers.find(Credential.Kind.TOKEN, CredentialHash.sha256(issued.value())))
                .isEmpty();
    }

    @Test
    void lifetimeIsBoundedWhereConfigured() {
        TestAccess bounded = new TestAccess(DATABASE, TestAccess.withMax(Duration.ofDays(1)));
        Caller self = caller(issue(null));
        assertThat(bounded.tokens.create(TokenWish.of(ann.id(), "", null, null), self, null))
                .as("without a lifetime, the longest one")
                .isInstanceOfSatisfying(
                        TokenOutcome.Issued.class,
                        issued -> assertThat(issued.token().expiresAt())
                                .isNotNull()
                                .isBefore(Instant.now().plus(Duration.ofDays(1)).plusSeconds(1)));
        assertThat(bounded.tokens.create(TokenWish.of(ann.id(), "", null, Duration.ofDays(2)), self, null))
                .isInstanceOf(TokenOutcome.TooLong.class);
        assertThat(bounded.tokens.create(TokenWish.of(ann.id(), "", null, Duration.ofHours(2)), self, null))
                .isInstanceOf(TokenOutcome.Issued.class);
    }

    @Test
    void valueThatCannotBeOursIsNotHashed() {
        assertThat(CredentialHash.of("x".repeat(513))).isEmpty();
        assertThat(CredentialHash.of("")).isEmpty();
        assertThat(CredentialHash.of(null)).isEmpty();
        assertThat(CredentialHash.of(CredentialHash.newValue())).isPresent();
    }
}
