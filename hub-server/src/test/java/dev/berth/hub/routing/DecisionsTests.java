package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserName;
import dev.berth.spi.route.ChangeBody;
import dev.berth.spi.route.ChangeBody.Op;
import dev.berth.spi.route.Decision;
import dev.berth.spi.route.DecisionRequest.CredentialType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who can use a route; a grant never outlives the permission. */
class DecisionsTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final Actor TEST = Actor.policy("test");
    private static String owner;
    private static String path;
    private static TestProxy proxy;

    @BeforeAll
    static void start() {
        owner = SharedHub.ready("owner");
        path = "/user/" + owner + "/";
        proxy = new TestProxy(HUB, "decider");
        proxy.catchUp();
    }

    @Test
    void aPersonMayUseTheirOwnServer() {
        Decision decision = session(owner);
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.seq()).isPositive();
        proxy.catchUp();
        assertThat(proxy.changes)
                .filteredOn(change -> change.seq() == decision.seq())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.op()).isEqualTo(Op.GRANT);
                    assertThat(change.grant().path()).isEqualTo(path);
                });
    }

    @Test
    void aPersonMayNotUseAnothersAndAnAdministratorMayForAReason() {
        String other = SharedHub.name("other");
        HUB.user(other);
        assertThat(session(other)).isEqualTo(new Decision(false, 0));
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        assertThat(session(admin).allowed()).isFalse();
        assertThat(token(HUB.token(admin)).allowed()).isFalse();
        assertThat(token(HUB.token(admin, "access:servers!user=" + owner)).allowed())
                .as("a limit that an administrator puts on their own token is no role")
                .isFalse();
        enter(admin, owner);
        assertThat(session(admin).allowed()).isTrue();
        assertThat(token(HUB.token(admin)).allowed()).isTrue();
        assertThat(token(HUB.token(admin, "read:users")).allowed()).isFalse();
    }

    @Test
    void anEntryIsForOneServerAndAWhile() {
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        enter(admin, owner);
        String other = SharedHub.ready("other");
        String session = cookie(HUB.browser(admin));
        assertThat(proxy.decide(session, CredentialType.SESSION, "/user/" + other + "/")
                        .allowed())
                .isFalse();
        assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                .isTrue();
        proxy.catchUp();
        assertThat(proxy.changes)
                .filteredOn(change ->
                        change.grant() != null && change.grant().credential().equals(CredentialHash.sha256(session)))
                .last()
                .satisfies(change -> assertThat(change.grant().until())
                        .isBefore(Instant.now().plus(Duration.ofMinutes(61))));
        HUB.jdbc()
                .sql("update server_entries set until = now() where visitor_id = ?")
                .param(HUB.user(admin).id())
                .update();
        assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                .isFalse();
    }

    @Test
    void aRoleOfTheConfigurationNeedsNoReason() {
        Groups groups = HUB.bean(Groups.class);
        groups.create("robots", TEST);
        String robot = SharedHub.name("robot");
        HUB.admin(robot);
        groups.change("robots", Set.of(new UserName(robot)), Set.of(), TEST);
        assertThat(token(HUB.token(robot)).allowed()).isTrue();
        assertThat(token(HUB.token(robot, "access:servers")).allowed()).isTrue();
    }

    @Test
    void aTokenMayWhatItsScopesSay() {
        assertThat(token(HUB.token(owner)).allowed()).isTrue();
        assertThat(token(HUB.token(owner, "access:servers!user")).allowed()).isTrue();
        assertThat(token(HUB.token(owner, "access:servers!server=" + owner + "/"))
                        .allowed())
                .isTrue();
        assertThat(token(HUB.token(owner, "access:servers!server=" + owner + "/gpu"))
                        .allowed())
                .isFalse();
        assertThat(token(HUB.token(owner, "read:servers!user")).allowed()).isFalse();
        String other = SharedHub.name("other");
        assertThat(token(HUB.token(other, "access:servers")).allowed()).isFalse();
    }

    @Test
    void whatIsUnknownIsNo() {
        assertThat(token("nothing-like-it").allowed()).isFalse();
        assertThat(proxy.decide(HUB.token(owner), CredentialType.SESSION, path).allowed())
                .isFalse();
        assertThat(proxy.decide(HUB.token(owner), CredentialType.TOKEN, "/user/nobody/")
                        .allowed())
                .isFalse();
        assertThat(proxy.decide(HUB.token(owner), CredentialType.TOKEN, "/").allowed())
                .isFalse();
    }

    @Test
    void aClosedAccountIsNo() {
        String name = SharedHub.name("closed");
        HUB.admin(name);
        enter(name, owner);
        String token = HUB.token(name);
        String session = cookie(HUB.browser(name));
        assertThat(token(token).allowed()).isTrue();
        HUB.bean(UserAccounts.class).disable(HUB.user(name).id(), TEST);
        assertThat(token(token).allowed()).isFalse();
        assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                .isFalse();
    }

    @Test
    void aSessionThatMustChooseAPasswordIsNo() {
        String session = cookie(HUB.browser(owner));
        HUB.jdbc()
                .sql("insert into local_accounts (user_id, password, one_time) values (?, 'x', true)")
                .param(HUB.user(owner).id())
                .update();
        try {
            assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                    .isFalse();
        } finally {
            HUB.jdbc()
                    .sql("delete from local_accounts where user_id = ?")
                    .param(HUB.user(owner).id())
                    .update();
        }
        assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                .isTrue();
    }

    @Test
    void rightsThatGoTakeTheirGrantsAlong() {
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        enter(admin, owner);
        String session = cookie(HUB.browser(admin));
        assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                .isTrue();
        HUB.bean(UserAccounts.class).setAdmin(HUB.user(admin).id(), false, TEST);
        assertThat(revoked(session)).isTrue();
        assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                .isFalse();
    }

    @Test
    void whoeverCameInByAGroupGoesWhenEitherSideLeavesIt() {
        Groups groups = HUB.bean(Groups.class);
        groups.create("teachers", TEST);
        groups.create("class", TEST);
        String teacher = SharedHub.name("teacher");
        HUB.user(teacher);
        String pupil = SharedHub.ready("pupil");
        String route = "/user/" + pupil + "/";
        groups.change("teachers", Set.of(new UserName(teacher)), Set.of(), TEST);
        String session = cookie(HUB.browser(teacher));
        assertThat(proxy.decide(session, CredentialType.SESSION, route).allowed())
                .isFalse();
        groups.change("class", Set.of(new UserName(pupil)), Set.of(), TEST);
        assertThat(proxy.decide(session, CredentialType.SESSION, route).allowed())
                .isTrue();
        groups.change("class", Set.of(), Set.of(new UserName(pupil)), TEST);
        assertThat(revoked(session)).as("the pupil left the class").isTrue();
        assertThat(proxy.decide(session, CredentialType.SESSION, route).allowed())
                .isFalse();
        groups.change("class", Set.of(new UserName(pupil)), Set.of(), TEST);
        assertThat(proxy.decide(session, CredentialType.SESSION, route).allowed())
                .isTrue();
        proxy.catchUp();
        proxy.changes.clear();
        groups.change("teachers", Set.of(), Set.of(new UserName(teacher)), TEST);
        assertThat(revoked(session)).as("the teacher left the teachers").isTrue();
        assertThat(proxy.decide(session, CredentialType.SESSION, route).allowed())
                .isFalse();
    }

    @Test
    void noGrantIsNumberedAfterTheSignOut() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 10; round++) {
                long before = HUB.bean(FeedRepository.class).head().seq();
                HubBrowser browser = HUB.browser(owner);
                String session = cookie(browser);
                // As if it was last seen long ago: then each access writes.
                HUB.jdbc()
                        .sql("update browser_sessions set last_seen = now() - interval '2 minutes' where user_id = ?")
                        .param(HUB.user(owner).id())
                        .update();
                List<Future<Decision>> decisions = new ArrayList<>();
                for (int i = 0; i < 7; i++) {
                    decisions.add(threads.submit(() -> proxy.decide(session, CredentialType.SESSION, path)));
                }
                Future<?> out = threads.submit(() -> signOut(browser));
                for (Future<Decision> decision : decisions) {
                    decision.get();
                }
                out.get();
                assertThat(proxy.decide(session, CredentialType.SESSION, path).allowed())
                        .isFalse();
                assertNoGrantAfterWithdrawal(before, CredentialHash.sha256(session));
            }
        }
    }

    private static void assertNoGrantAfterWithdrawal(long before, String hash) {
        List<ChangeBody> about = HUB.bean(FeedRepository.class).after(before).stream()
                .map(ChangeBody::of)
                .filter(change ->
                        (change.grant() != null && change.grant().credential().equals(hash))
                                || (change.withdrawal() != null
                                        && change.withdrawal().credential().equals(hash)))
                .toList();
        assertThat(about).isNotEmpty();
        assertThat(about.getLast().op()).isEqualTo(Op.WITHDRAW);
    }

    private static void enter(String admin, String owner) {
        HUB.api(admin)
                .post("/hub/api/berth/users/" + owner + "/server-access", "{\"reason\": \"they asked for help\"}")
                .ok(201);
    }

    private static void signOut(HubBrowser browser) {
        assertThat(browser.post("/hub/logout", Map.of("_xsrf", browser.cookies.get("_xsrf")))
                        .statusCode())
                .isEqualTo(302);
    }

    private static boolean revoked(String credential) {
        proxy.catchUp();
        return proxy.changes.stream()
                .anyMatch(change -> change.op() == Op.REVOKE
                        && CredentialHash.sha256(credential).equals(change.credential()));
    }

    private static Decision session(String user) {
        return proxy.decide(cookie(HUB.browser(user)), CredentialType.SESSION, path);
    }

    private static Decision token(String value) {
        return proxy.decide(value, CredentialType.TOKEN, path);
    }

    private static String cookie(HubBrowser browser) {
        return browser.cookies.get("jupyterhub-hub-login");
    }
}
