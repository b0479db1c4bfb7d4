package dev.berth.hub.signin.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.session.SessionIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a hub keeps about an identity: one hub asks about it at a time, and what cannot be used ends the session. */
class SessionIdentitiesTests extends IdentityRefreshHub {

    @Test
    void oneHubAsksAboutASessionHoweverManyWantTo() throws Exception {
        for (int i = 0; i < 20; i++) {
            come("school", "staff");
        }
        jdbc.sql("update session_identities set due = now() where subject = ?")
                .param("subject of " + name)
                .update();
        List<Long> claimed = new ArrayList<>();
        try (var hubs = Executors.newFixedThreadPool(6)) {
            List<Callable<List<SessionIdentity>>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(() -> identities.claimDue(5));
            }
            for (Future<List<SessionIdentity>> each : hubs.invokeAll(calls)) {
                each.get().forEach(identity -> claimed.add(identity.session()));
            }
        }
        assertThat(claimed).doesNotHaveDuplicates();
    }

    @Test
    void whatAHubLearnsAfterItsClaimWasTakenOverIsVoid() {
        come("school", "staff");
        jdbc.sql("update session_identities set due = now() where subject = ?")
                .param("subject of " + name)
                .update();
        SessionIdentity slow = identities.claimDue(10).getFirst();
        assertThat(identities.claimDue(10)).isEmpty();
        jdbc.sql("update session_identities set claimed_until = now() where subject = ?")
                .param("subject of " + name)
                .update();
        SessionIdentity quick = identities.claimDue(10).getFirst();
        identities.vouched(quick, name, "of the quick one", null);
        identities.vouched(slow, name, "of the slow one", null);
        ask();
        assertThat(school.asked).extracting(known -> known.memory()).containsExactly("of the quick one");
    }

    @Test
    void aProviderThatIsNotConfiguredAnyMoreHasNoSessions() {
        String session = come("school", "staff");
        jdbc.sql("update session_identities set provider = 'closed' where subject = ?")
                .param("subject of " + name)
                .update();
        ask();
        assertThat(lives(session)).isFalse();
    }

    @Test
    void whatCannotBeReadAnyMoreEndsTheSession() {
        String session = come("school", "staff");
        jdbc.sql("update session_identities set memory = decode(repeat('00', 64), 'hex') where subject = ?")
                .param("subject of " + name)
                .update();
        ask();
        assertThat(school.asked).isEmpty();
        assertThat(lives(session)).isFalse();
    }
}
