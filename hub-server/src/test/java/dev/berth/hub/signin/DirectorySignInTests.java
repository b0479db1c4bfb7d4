package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.audit.AuditAction;
import dev.berth.hub.audit.AuditLog;
import dev.berth.hub.audit.AuditLog.Recorded;
import dev.berth.hub.audit.AuditQuery;
import dev.berth.hub.audit.AuditTrail;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.ProxySecret;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.NewUser;
import dev.berth.hub.user.UidOrigin;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.identity.ExternalIdentity;
import dev.berth.spi.identity.GroupList;
import dev.berth.spi.identity.InMemoryDirectory;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Directories on the sign-in page, and the rules for their people. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "berth.signin.throttle.per-address=100000",
            "berth.signin.providers.campus.allowed-groups=staff",
            "berth.signin.providers.campus.allowed-users=Invited",
            "berth.signin.providers.campus.blocked-users=mallory",
            "berth.signin.providers.campus.blocked-groups=suspended",
            "berth.signin.providers.campus.admin-groups=wheel",
            "berth.signin.providers.campus.username-pattern=[a-z][a-z0-9-]*",
            "berth.signin.providers.campus.username-map.j.doe=jane",
            "berth.signin.providers.campus.create-users=true",
            "berth.signin.providers.linking.allow-all=true",
            "berth.signin.providers.linking.link-existing=true",
            "berth.signin.providers.far.allow-all=true",
            "berth.signin.providers.far.allowed-addresses=192.0.2.0/24",
            "berth.signin.providers.local.blocked-users=retired",
        })
@Import(DirectorySignInTests.Directories.class)
class DirectorySignInTests {

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Not a component, so that the hubs of other tests do not use it. */
    static class Directories {
        @Bean
        InMemoryDirectory campus() {
            return new InMemoryDirectory("campus");
        }

        @Bean
        InMemoryDirectory linking() {
            return new InMemoryDirectory("linking");
        }

        @Bean
        InMemoryDirectory far() {
            return new InMemoryDirectory("far");
        }

        @Bean
        InMemoryDirectory nobodys() {
            return new InMemoryDirectory("nobodys");
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        TestDatabase.fresh().register(registry);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private ProxySecret secret;

    @Autowired
    private InMemoryDirectory campus;

    @Autowired
    private InMemoryDirectory linking;

    @Autowired
    private InMemoryDirectory far;

    @Autowired
    private InMemoryDirectory nobodys;

    @Autowired
    private UserDirectory users;

    @Autowired
    private UserAccounts userAccounts;

    @Autowired
    private LocalAccounts localAccounts;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private AuditLog log;

    private HubBrowser browser;

    @BeforeEach
    void browser() {
        browser = new HubBrowser(port, secret.value());
        browser.headers.put("X-Forwarded-For", "198.51.100.7");
    }

    private static String name(String prefix) {
        return prefix + COUNT.incrementAndGet();
    }

    private HttpResponse<String> signIn(String provider, String name, String password) {
        // Nobody is signed in yet.
        browser.cookies.clear();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("provider", provider);
        form.put("username", name);
        form.put("password", password);
        return browser.fill("/hub/login", form);
    }

    private Recorded last(String person) {
        return audit.page(new AuditQuery(person, null, null, null, null, null, 1))
                .getFirst();
    }

    private User local(String name) {
        AccountOutcome made = userAccounts.create(NewUser.named(new UserName(name)), Actor.policy("test"));
        User user = ((AccountOutcome.Done) made).user();
        localAccounts.set(user, localAccounts.hash(PASSWORD), false, Actor.policy("test"));
        return user;
    }

    @Test
    void pageOffersTheBuiltInAccountsAndEachDirectoryThatLetsSomebodyIn() {
        String page = browser.get("/hub/login").body();
        assertThat(page)
                .contains("value=\"local\" checked", "value=\"campus\"", "Directory &lt;campus&gt;", "value=\"far\"")
                .doesNotContain("nobodys");
    }

    @Test
    void directorysPersonComesInAndIsRememberedBySubject() {
        String name = name("ada");
        campus.with(
                name,
                PASSWORD,
                new ExternalIdentity(
                        "campus",
                        "s-" + name,
                        name.toUpperCase(java.util.Locale.ROOT),
                        null,
                        false,
                        Set.of("staff"),
                        71_000L + COUNT.get(),
                        null,
                        false));
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(302);
        User user = users.byName(name).orElseThrow();
        assertThat(user.uid()).isGreaterThan(71_000);
        assertThat(users.uidOrigin(user.id())).isEqualTo(UidOrigin.IMPORTED);
        assertThat(last(name).event().action()).isEqualTo(AuditAction.SIGNED_IN);
        assertThat(last(name).event().detail())
                .containsEntry("provider", "campus")
                .containsEntry("rule", "allowed-groups: staff");
        campus.with(
                name,
                PASSWORD,
                new ExternalIdentity(
                        "campus", "s-" + name, name + "-married", null, false, Set.of("staff"), null, null, false));
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(users.byName(name + "-married")).isEmpty();
    }

    @Test
    void whoseGroupsAreNotKnownDoesNotComeInWhereARuleLooksAtThem() {
        String name = name("eve");
        campus.with(name, PASSWORD, unread("campus", name));
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(users.byName(name)).isEmpty();
        assertThat(last(name).event().detail())
                .containsEntry("reason", "GROUPS_INCOMPLETE")
                .containsEntry("rule", "there are too many: ask for fewer");
        campus.with("Invited", PASSWORD, unread("campus", "invited"));
        assertThat(signIn("campus", "Invited", PASSWORD).statusCode())
                .as("allowed by name, and perhaps blocked by a group")
                .isEqualTo(403);
        campus.with("mallory", PASSWORD, unread("campus", "mallory"));
        signIn("campus", "mallory", PASSWORD);
        assertThat(last("mallory").event().detail()).containsEntry("reason", "BLOCKED");
        String local = name("linked");
        local(local);
        linking.with(local, PASSWORD, unread("linking", local));
        assertThat(signIn("linking", local, PASSWORD).statusCode())
                .as("no rule looks at groups")
                .isEqualTo(302);
    }

    private static ExternalIdentity unread(String provider, String name) {
        return new ExternalIdentity(
                provider,
                "s-" + name,
                name,
                null,
                false,
                new GroupList.Incomplete("there are too many: ask for fewer"),
                null,
                null,
                false);
    }

    @Test
    void passwordGoesToTheChosenDirectoryAndToNoOther() {
        String name = name("bob");
        local(name);
        assertThat(signIn("far", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(campus.asked()).contains(name);
        assertThat(linking.asked()).doesNotContain(name);
        assertThat(signIn("local", name, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(signIn("nobodys", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(signIn("no-such-thing", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(nobodys.asked()).isEmpty();
        assertThat(campus.asked()).containsOnlyOnce(name);
    }

    @Test
    void formWithoutAChoiceIsTheDefaultOne() {
        String name = name("dora");
        local(name);
        assertThat(browser.signIn(name, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(campus.asked()).doesNotContain(name);
    }

    @Test
    void refusalsLookAlikeToThePersonAndAreToldApartForAdministrators() {
        String expired = name("expired");
        String outside = name("outside");
        campus.refuse(expired, "ACCOUNT_EXPIRED", "The account has expired in the directory.");
        campus.with(outside, PASSWORD, "students");
        HttpResponse<String> one = signIn("campus", expired, PASSWORD);
        HttpResponse<String> other = signIn("campus", outside, PASSWORD);
        assertThat(one.statusCode()).isEqualTo(other.statusCode()).isEqualTo(403);
        assertThat(one.body()).doesNotContain("expired in the directory");
        assertThat(one.body().replace(expired, "").replaceAll("value=\"[^\"]*\"", ""))
                .isEqualTo(other.body().replace(outside, "").replaceAll("value=\"[^\"]*\"", ""));
        assertThat(last(expired).event().detail())
                .containsEntry("reason", "ACCOUNT_EXPIRED")
                .containsEntry("rule", "The account has expired in the directory.");
        assertThat(last(outside).event().detail().get("rule")).contains("allowed-groups", "students");
    }

    @Test
    void directoryThatIsDownIsNoWrongPassword() {
        String name = name("down");
        campus.setDown(true);
        try {
            HttpResponse<String> answer = signIn("campus", name, PASSWORD);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body())
                    .contains("directory server is not responding")
                    .contains("value=\"campus\" checked");
        } finally {
            campus.setDown(false);
        }
        assertThat(last(name).event().detail()).containsEntry("reason", "UNAVAILABLE");
    }

    @Test
    void blockedComesBeforeAllowedByNameAndByGroup() {
        campus.with("mallory", PASSWORD, "staff");
        String suspended = name("suspended");
        campus.with(suspended, PASSWORD, "staff", "suspended");
        assertThat(signIn("campus", "mallory", PASSWORD).statusCode()).isEqualTo(403);
        assertThat(signIn("campus", suspended, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(last("mallory").event().detail()).containsEntry("rule", "blocked-users: mallory");
        assertThat(last(suspended).event().detail()).containsEntry("rule", "blocked-groups: suspended");
        local("retired");
        assertThat(signIn("local", "retired", PASSWORD).statusCode()).isEqualTo(403);
    }

    @Test
    void patternAndMapDecideAboutTheName() {
        String odd = name("od_d");
        campus.with(odd, PASSWORD, "staff");
        assertThat(signIn("campus", odd, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(last(odd).event().detail()).containsEntry("reason", "NAME_REFUSED");
        campus.with("j.doe", PASSWORD, "staff");
        assertThat(signIn("campus", "j.doe", PASSWORD).statusCode()).isEqualTo(302);
        assertThat(users.byName("jane")).isPresent();
        campus.with("INVITED", PASSWORD);
        assertThat(signIn("campus", "INVITED", PASSWORD).statusCode()).isEqualTo(302);
        assertThat(last("invited").event().detail()).containsEntry("rule", "allowed-users: Invited");
    }

    @Test
    void groupMakesAndUnmakesAdministratorsAtSignIn() {
        String name = name("root");
        campus.with(name, PASSWORD, "staff", "wheel");
        signIn("campus", name, PASSWORD);
        assertThat(users.byName(name).orElseThrow().admin()).isTrue();
        campus.with(name, PASSWORD, "staff");
        signIn("campus", name, PASSWORD);
        assertThat(users.byName(name).orElseThrow().admin()).isFalse();
        campus.with(name, PASSWORD, "staff", "wheel");
        signIn("campus", name, PASSWORD);
        assertThat(users.byName(name).orElseThrow().admin()).isTrue();
    }

    /** A directory in which anybody can choose a name must not give access to the hub. */
    @Test
    void linkingByNameNeverReachesAnAdministrator() {
        String plain = name("plain");
        String chief = name("chief");
        local(plain);
        userAccounts.setAdmin(local(chief).id(), true, Actor.policy("test"));
        linking.with(plain, PASSWORD);
        linking.with(chief, PASSWORD);
        assertThat(signIn("linking", plain, PASSWORD).statusCode()).isEqualTo(302);
        assertThat(users.identities(users.byName(plain).orElseThrow().id())).hasSize(2);
        assertThat(signIn("linking", chief, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(last(chief).event().detail()).containsEntry("reason", "NAME_TAKEN");
    }

    @Test
    void wayThatIsClosedForAnAddressSeesNoPassword() {
        String name = name("far");
        far.with(name, PASSWORD);
        assertThat(signIn("far", name, PASSWORD).statusCode()).isEqualTo(403);
        assertThat(far.asked()).doesNotContain(name);
        assertThat(last(name).event().detail())
                .containsEntry("reason", "ADDRESS_REFUSED")
                .containsEntry("rule", "allowed-addresses of far");
        browser.headers.put("X-Forwarded-For", "192.0.2.77");
        signIn("far", name, PASSWORD);
        assertThat(far.asked()).contains(name);
    }

    @Test
    void attemptsAreCountedByDirectoryAndAccount() {
        String name = name("guessed");
        campus.with(name, PASSWORD, "staff");
        for (int i = 0; i < 10; i++) {
            signIn("campus", name, "wrong");
        }
        assertThat(signIn("campus", name, PASSWORD).statusCode()).isEqualTo(429);
        local(name);
        assertThat(signIn("local", name, PASSWORD).statusCode())
                .as("the account of the same name here is another one")
                .isEqualTo(302);
    }

    @Test
    void megabytesReachNoDirectory() {
        int before = campus.asked().size();
        String huge = "x".repeat(1_000_000);
        assertThat(signIn("campus", huge, PASSWORD).statusCode()).isIn(400, 403, 413);
        assertThat(signIn("campus", name("huge"), huge).statusCode()).isIn(400, 403, 413);
        assertThat(campus.asked()).hasSize(before);
        assertThat(log.latest(1).getFirst().toString().length()).isLessThan(4_000);
    }
}
