package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.session.SessionTerms;
import dev.berth.hub.user.User;
import dev.berth.spi.identity.ExternalIdentity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The step between the password and the code: limited in time and attempts, and usable once. */
class PendingSignInsTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    private final PendingSignIns pending = HUB.bean(PendingSignIns.class);
    private String visitor;
    private SignInOutcome.CodeWanted wanted;

    @BeforeEach
    void begin() {
        User user = HUB.user(SharedHub.name("waits"));
        Instant until = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
        SessionTerms terms = new SessionTerms("a refresh token", "session-7", until);
        ExternalIdentity identity =
                ExternalIdentity.of("campus", "subject-7", user.name().value());
        visitor = CredentialHash.sha256(CredentialHash.newValue());
        wanted = new SignInOutcome.CodeWanted(user, new AuthenticatedIdentity(identity, terms, false), "allow-all");
        pending.begin(visitor, wanted);
    }

    private void at(String expires) {
        HUB.jdbc()
                .sql("update pending_sign_ins set expires = " + expires + " where visitor = ?")
                .param(HexFormat.of().parseHex(visitor))
                .update();
    }

    private boolean isKept() {
        return HUB.jdbc()
                .sql("select exists (select from pending_sign_ins where visitor = ?)")
                .param(HexFormat.of().parseHex(visitor))
                .query(Boolean.class)
                .single();
    }

    @Test
    void whatTheProviderSaidIsThereWhenTheCodeComes() {
        assertThat(pending.find(visitor))
                .contains(new PendingSignIns.Pending(wanted.user(), wanted.authenticated(), wanted.rule()));
        assertThat(pending.find(CredentialHash.sha256("another browser"))).isEmpty();
        assertThat(HUB.jdbc()
                        .sql("select encode(memory, 'escape') from pending_sign_ins where visitor = ?")
                        .param(HexFormat.of().parseHex(visitor))
                        .query(String.class)
                        .single())
                .as("sealed")
                .doesNotContain("refresh");
    }

    @Test
    void itLastsTenMinutes() {
        assertThat(HUB.jdbc()
                        .sql(
                                "select expires between now() + interval '9 minutes' and now() + interval '10 minutes' from pending_sign_ins where visitor = ?")
                        .param(HexFormat.of().parseHex(visitor))
                        .query(Boolean.class)
                        .single())
                .isTrue();
        at("now() - interval '1 second'");
        assertThat(pending.find(visitor)).isEmpty();
        assertThat(pending.attempt(visitor)).isFalse();
    }

    @Test
    void whatIsOverIsRemovedAndNothingElse() {
        HUB.bean(SignInUpkeep.class).removeOld();
        assertThat(isKept()).isTrue();
        at("now() - interval '1 second'");
        HUB.bean(SignInUpkeep.class).removeOld();
        assertThat(isKept()).isFalse();
    }

    @Test
    void attemptsAreCountedAndTheSixthIsNone() {
        for (int i = 0; i < 5; i++) {
            assertThat(pending.attempt(visitor)).isTrue();
        }
        assertThat(pending.attempt(visitor)).isFalse();
        assertThat(pending.find(visitor)).isEmpty();
        pending.begin(visitor, wanted);
        assertThat(pending.attempt(visitor)).as("a new password, a new count").isTrue();
    }

    @Test
    void itEndsOnce() {
        assertThat(pending.end(visitor)).isTrue();
        assertThat(pending.end(visitor)).isFalse();
        assertThat(pending.find(visitor)).isEmpty();
    }
}
