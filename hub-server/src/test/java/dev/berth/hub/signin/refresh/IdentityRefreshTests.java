package dev.berth.hub.signin.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.StillHere;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.session.SessionIdentities;
import dev.berth.hub.session.SessionIdentity;
import dev.berth.hub.session.SessionTerms;
import dev.berth.hub.session.Visitor;
import dev.berth.hub.signin.SignIn;
import dev.berth.hub.signin.SignInOutcome;
import dev.berth.hub.signin.SignInOutcome.Admitted;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.IdentitySource.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The consequences of each possible answer of a provider; queried when the test requests it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "berth.identities.refresh-interval=1d",
            "berth.identities.before-start-age=0s",
            "berth.routing.acknowledge-timeout=300ms",
            "berth.signin.providers.school.allowed-groups=staff",
            "berth.signin.providers.school.create-users=true",
            "berth.signin.providers.school.manage-groups=true",
            "berth.signin.providers.school.admin-groups=heads",
            "berth.signin.providers.club.allow-all=true",
            "berth.signin.providers.club.link-existing=true",
            "berth.signin.providers.club.manage-groups=true",
            "berth.signin.providers.closed.allow-all=true",
            "berth.signin.providers.closed.create-users=true",
        })
@Import(IdentityRefreshTests.Sources.class)
class IdentityRefreshTests {

    private static final AtomicInteger COUNT = new AtomicInteger();

    static class Sources {

        @Bean
        FakeSource school() {
            return new FakeSource("school");
        }

        @Bean
        FakeSource club() {
            return new FakeSource("club");
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
    }

    @Autowired
    private FakeSource school;

    @Autowired
    private FakeSource club;

    @Autowired
    private SignIn signIn;

    @Autowired
    private SessionIdentities identities;

    @Autowired
    private RefreshLoop loop;

    @Autowired
    private StillHere stillHere;

    @Autowired
    private Callers callers;

    @Autowired
    private UserDirectory users;

    @Autowired
    private UserAccounts accounts;

    @Autowired
    private Groups groups;

    @Autowired
    private JdbcClient jdbc;

    private String name;

    @BeforeEach
    void name() {
        name = "ann" + COUNT.incrementAndGet();
        jdbc.sql("update session_identities set due = now() + interval '1 day'").update();
        school.says(known -> new Answer.Current(identity("school", "staff"), "later"));
        club.says(known -> new Answer.Unknown("closed today"));
    }

    private ExternalIdentity identity(String provider, String... groups) {
        return new ExternalIdentity(
                provider, "subject of " + name, name, null, false, Set.of(groups), null, null, false);
    }

    /** The hash of the session of somebody who has just signed in. */
    private String come(String provider, String... groups) {
        SignInOutcome outcome = signIn.admit(
                identity(provider, groups), new Visitor("127.0.0.1", "test"), new SessionTerms("first", null, null));
        assertThat(outcome).isInstanceOf(Admitted.class);
        return CredentialHash.sha256(((Admitted) outcome).session().value());
    }

    private User user() {
        return users.byName(name).orElseThrow();
    }

    private boolean lives(String session) {
        return callers.find(Credential.Kind.SESSION, session).isPresent();
    }

    private void ask() {
        jdbc.sql("update session_identities set due = now() where subject = ?")
                .param("subject of " + name)
                .update();
        loop.run();
    }

    private List<String> groupsOf() {
        return groups.of(List.of(user().id())).getOrDefault(user().id(), List.of());
    }

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

    @Test
    void groupsFollowTheProviderThatSaysSoAndNoOther() {
        groups.create("by-hand", Actor.policy("test"));
        come("school", "staff", "both");
        groups.change("by-hand", Set.of(user().name()), Set.of(), Actor.policy("test"));
        come("club", "both", "chess");
        assertThat(groupsOf()).containsExactly("both", "by-hand", "chess", "staff");
        school.says(known -> new Answer.Current(identity("school", "staff", "new", "no/name"), "x"));
        ask();
        assertThat(groupsOf()).containsExactly("both", "by-hand", "chess", "new", "staff");
        club.says(known -> new Answer.Current(identity("club", "chess"), "x"));
        ask();
        assertThat(groupsOf()).containsExactly("by-hand", "chess", "new", "staff");
    }

    @Test
    void theLastAdministratorStaysOne() {
        String session = come("school", "staff", "heads");
        jdbc.sql("update users set admin = false where name <> ?").param(name).update();
        ask();
        assertThat(user().admin()).isTrue();
        assertThat(lives(session)).isTrue();
        accounts.setAdmin(users.byName("admin").orElseThrow().id(), true, Actor.policy("test"));
        ask();
        assertThat(user().admin()).isFalse();
    }

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
