package dev.berth.hub.signin.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.Callers;
import dev.berth.hub.access.Credential;
import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.access.StillHere;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.session.SessionIdentities;
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
import dev.berth.spi.identity.IdentitySource.Answer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A hub with two providers, which are asked again when a test requests it. One for all classes that extend this. */
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
@Import(IdentityRefreshHub.Sources.class)
abstract class IdentityRefreshHub {

    static final AtomicInteger COUNT = new AtomicInteger();

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
    FakeSource school;

    @Autowired
    FakeSource club;

    @Autowired
    SignIn signIn;

    @Autowired
    SessionIdentities identities;

    @Autowired
    RefreshLoop loop;

    @Autowired
    StillHere stillHere;

    @Autowired
    Callers callers;

    @Autowired
    UserDirectory users;

    @Autowired
    UserAccounts accounts;

    @Autowired
    Groups groups;

    @Autowired
    JdbcClient jdbc;

    String name;

    @BeforeEach
    void name() {
        name = "ann" + COUNT.incrementAndGet();
        jdbc.sql("update session_identities set due = now() + interval '1 day'").update();
        school.says(known -> new Answer.Current(identity("school", "staff"), "later"));
        club.says(known -> new Answer.Unknown("closed today"));
    }

    ExternalIdentity identity(String provider, String... groups) {
        return new ExternalIdentity(
                provider, "subject of " + name, name, null, false, Set.of(groups), null, null, false);
    }

    /** The hash of the session of somebody who has just signed in. */
    String come(String provider, String... groups) {
        SignInOutcome outcome = signIn.admit(
                identity(provider, groups), new Visitor("127.0.0.1", "test"), new SessionTerms("first", null, null));
        assertThat(outcome).isInstanceOf(Admitted.class);
        return CredentialHash.sha256(((Admitted) outcome).session().value());
    }

    User user() {
        return users.byName(name).orElseThrow();
    }

    boolean lives(String session) {
        return callers.find(Credential.Kind.SESSION, session).isPresent();
    }

    void ask() {
        jdbc.sql("update session_identities set due = now() where subject = ?")
                .param("subject of " + name)
                .update();
        loop.run();
    }

    List<String> groupsOf() {
        return groups.of(List.of(user().id())).getOrDefault(user().id(), List.of());
    }
}
