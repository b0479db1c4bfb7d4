package dev.berth.hub.signin.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.session.SessionTerms;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The consequences of each possible answer of a provider for sessions and starts. */
class IdentityRefreshTests extends IdentityRefreshHub {

    @Test
    void whatItWantsKeptIsHandedToItTheNextTime() {
        String session = come("school", "staff");
        ask();
        ask();
        assertThat(school.asked).extracting(known -> known.memory()).containsExactly("first", "later");
        assertThat(lives(session)).isTrue();
    }

    @Test
    void aProviderThatCannotBeAskedChangesNothingButWhatItUsedUp() {
        String session = come("school", "staff", "heads");
        school.says(known -> new Answer.Unknown("down", "replaced"));
        ask();
        school.says(known -> {
            throw new IllegalStateException("a defect");
        });
        ask();
        ask();
        assertThat(school.asked).extracting(known -> known.memory()).containsExactly("replaced", "replaced");
        assertThat(lives(session)).isTrue();
        assertThat(user().admin()).isTrue();
        assertThat(stillHere.mayStart(user())).isTrue();
    }

    @Test
    void whoseGroupsCannotBeReadKeepsSessionGroupsAndRights() {
        String session = come("school", "staff", "heads");
        List<String> before = groupsOf();
        assertThat(before).contains("staff", "heads");
        assertThat(user().admin()).isTrue();
        school.says(known -> new Answer.Current(unread(), "replaced"));
        ask();
        ask();
        assertThat(school.asked).extracting(known -> known.memory()).containsExactly("first", "replaced");
        assertThat(lives(session)).isTrue();
        assertThat(groupsOf()).isEqualTo(before);
        assertThat(user().admin()).isTrue();
        assertThat(users.identities(user().id())).allMatch(identity -> identity.goneSince() == null);
        assertThat(stillHere.mayStart(user())).isTrue();
        assertThat(signIn.admit(unread(), new Visitor("127.0.0.1", "test"), new SessionTerms("again", null, null)))
                .isInstanceOf(SignInOutcome.Refused.class);
        assertThat(groupsOf()).isEqualTo(before);
    }

    private ExternalIdentity unread() {
        return new ExternalIdentity(
                "school",
                "subject of " + name,
                name,
                null,
                false,
                new GroupList.Incomplete("too many for a token"),
                null,
                null,
                false);
    }

    @Test
    void aSessionOfTheProvidersThatIsOverEndsTheOneThatCameFromIt() {
        String first = come("school", "staff");
        jdbc.sql("update session_identities set memory = null where subject = ?")
                .param("subject of " + name)
                .update();
        String second = come("school", "staff");
        school.says(known -> known.memory() == null
                ? new Answer.Ended("idle")
                : new Answer.Current(identity("school", "staff"), "x"));
        ask();
        assertThat(lives(first)).isFalse();
        assertThat(lives(second)).isTrue();
        assertThat(stillHere.mayStart(user())).isTrue();
    }

    @Test
    void whoIsGoneLosesEverySessionAndStartsNothingUntilSomebodyVouchesAgain() {
        String first = come("school", "staff");
        String second = come("school", "staff");
        school.says(known -> new Answer.Gone("left"));
        ask();
        assertThat(lives(first) || lives(second)).isFalse();
        school.says(known -> new Answer.Unknown("down"));
        assertThat(stillHere.mayStart(user()))
                .as("though nobody can be asked now")
                .isFalse();
        assertThat(users.identities(user().id())).allMatch(identity -> identity.goneSince() != null);
        assertThat(jdbc.sql("select count(*) from audit_events where action = 'IDENTITY_GONE' and target_name = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        come("school", "staff");
        assertThat(stillHere.mayStart(user())).isTrue();
    }

    @Test
    void whoIsNoLongerAllowedIsGone() {
        String session = come("school", "staff");
        school.says(known -> new Answer.Current(identity("school", "guests"), "x"));
        ask();
        assertThat(lives(session)).isFalse();
        assertThat(stillHere.mayStart(user())).isFalse();
    }

    @Test
    void whoeverAnotherProviderVouchesForMayStart() {
        come("school", "staff");
        come("club");
        school.says(known -> new Answer.Gone("left"));
        assertThat(stillHere.mayStart(user())).as("the club cannot say").isTrue();
        club.says(known -> new Answer.Gone("left, too"));
        assertThat(stillHere.mayStart(user())).isFalse();
    }

    @Test
    void aBuiltInAccountNeedsNobody() {
        come("school", "staff");
        accounts.link(user(), "local", Long.toString(user().id()), Actor.policy("test"));
        school.says(known -> new Answer.Gone("left"));
        assertThat(stillHere.mayStart(user())).isTrue();
    }
}
