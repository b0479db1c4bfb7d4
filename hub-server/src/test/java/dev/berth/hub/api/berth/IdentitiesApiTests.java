package dev.berth.hub.api.berth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.spawn.InMemoryWorld;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Linking and importing, and the requests that are rejected. */
class IdentitiesApiTests {

    private static final String USERS = "/hub/api/berth/users/";
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static HubUnderTest hub;
    private static ApiClient admin;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                new InMemoryWorld(),
                "berth.signin.providers.campus.allow-all=true",
                "berth.access.roles[0].name=helper",
                "berth.access.roles[0].groups=helpers",
                "berth.access.roles[0].scopes=admin:users");
        admin = hub.api(hub.admin("chief").name().value());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String name(String prefix) {
        return prefix + COUNT.incrementAndGet();
    }

    private static UserDirectory directory() {
        return hub.bean(UserDirectory.class);
    }

    private static String link(String subject) {
        return "{\"provider\": \"campus\", \"subject\": \"" + subject + "\"}";
    }

    @Test
    void linkedIdentityLeadsToTheUserUntilItIsUnlinkedAndEndsTheirSessions() {
        String name = name("linked");
        User user = hub.user(name);
        HubBrowser browser = hub.browser(name);
        admin.post(USERS + name + "/identities", link("s-" + name)).ok(201);
        assertThat(directory().byIdentity("campus", "s-" + name)).contains(user);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
        admin.delete(USERS + name + "/identities/campus?subject=s-" + name).ok(204);
        assertThat(directory().byIdentity("campus", "s-" + name)).isEmpty();
        assertThat(browser.get("/hub/home").statusCode()).isNotEqualTo(200);
        admin.delete(USERS + name + "/identities/campus?subject=s-" + name).refused(404);
    }

    @Test
    void identityLeadsToOneUserOnlyAndOnlyOfAProviderThatIsThere() {
        String one = name("one");
        String two = name("two");
        hub.user(one);
        hub.user(two);
        admin.post(USERS + one + "/identities", link("shared-" + one)).ok(201);
        admin.post(USERS + two + "/identities", link("shared-" + one)).refused(400);
        admin.post(USERS + two + "/identities", "{\"provider\": \"local\", \"subject\": \"1\"}")
                .refused(400);
        admin.post(USERS + two + "/identities", "{\"provider\": \"else\", \"subject\": \"1\"}")
                .refused(400);
        admin.post(USERS + two + "/identities", link("x".repeat(513))).refused(400);
        admin.post(USERS + two + "/identities", link("")).refused(400);
        assertThat(directory()
                        .byIdentity("campus", "shared-" + one)
                        .orElseThrow()
                        .name()
                        .value())
                .isEqualTo(one);
    }

    /** Linking an identity allows signing in as that user: a role with more permissions than one's own (CVE-2024-41942). */
    @Test
    void scopesOfAHelperAreNotEnough() {
        String helper = name("helper");
        String victim = name("victim");
        hub.user(helper);
        hub.user(victim);
        Groups groups = hub.bean(Groups.class);
        groups.create("helpers", Actor.policy("test"));
        groups.change("helpers", Set.of(new UserName(helper)), Set.of(), Actor.policy("test"));
        ApiClient program = hub.api(helper);
        program.post(USERS + victim + "/identities", link("s-" + victim)).refused(403);
        program.delete(USERS + victim + "/identities/campus?subject=x").refused(403);
        program.delete(USERS + victim + "/second-factor").refused(403);
        program.post("/hub/api/berth/import", "{\"users\": [{\"name\": \"x\"}]}")
                .refused(403);
    }

    @Test
    void consoleLinksShowsAndUnlinks() {
        String name = name("shown");
        hub.user(name);
        HubBrowser browser = hub.browser("chief");
        String path = "/hub/admin/users/" + name;
        Map<String, String> identity =
                Map.of("_xsrf", browser.xsrfOn(path), "provider", "campus", "subject", "<b>" + name + "</b>");
        assertThat(browser.post(path + "/identities", identity).statusCode()).isEqualTo(302);
        assertThat(browser.get(path).body()).contains("&lt;b&gt;" + name).doesNotContain("<b>" + name);
        assertThat(browser.post(path + "/identities/remove", identity).statusCode())
                .isEqualTo(302);
        assertThat(browser.get(path).body()).doesNotContain("&lt;b&gt;" + name);
    }

    @Test
    void dryRunTellsWhatTheRunThenDoes() {
        String fresh = name("fresh");
        String there = name("there");
        User existing = hub.user(there);
        long uid = 80_000 + COUNT.incrementAndGet();
        String users = """
                [{"name": "%s", "subject": "i-%s", "uid": %d, "gid": %d},
                 {"name": "%s", "subject": "i-%s"},
                 {"name": "%s", "subject": "j-%s", "uid": %d},
                 {"name": "%s-root", "subject": "r", "uid": 0},
                 {"name": "a/b", "subject": "b"}]
                """.formatted(fresh, fresh, uid, uid, there, there, there, there, existing.uid() + 1, fresh);
        JsonNode dry = run(users, true);
        assertThat(directory().byName(fresh)).isEmpty();
        assertThat(directory().byIdentity("campus", "i-" + there)).isEmpty();
        assertThat(outcomes(dry)).isEqualTo("created linked refused refused refused ");
        assertThat(dry.get(2).path("code").asString()).isEqualTo("UID_DIFFERS");
        assertThat(dry.get(3).path("code").asString()).isEqualTo("UID_PROHIBITED");
        assertThat(run(users, false)).isEqualTo(dry);
        assertThat(directory().byName(fresh).orElseThrow().uid()).isEqualTo(uid);
        assertThat(directory().byIdentity("campus", "i-" + there)).contains(existing);
        assertThat(outcomes(run(users, false))).isEqualTo("unchanged unchanged refused refused refused ");
        assertThat(hub.bean(UserAccounts.class)
                        .delete(directory().byName(fresh).orElseThrow().id(), Actor.policy("test")))
                .isNotNull();
        JsonNode after = run("[{\"name\": \"%s-2\", \"subject\": \"n\", \"uid\": %d}]".formatted(fresh, uid), true);
        assertThat(after.get(0).path("code").asString())
                .as("a UID is never given out twice")
                .isEqualTo("UID_TAKEN");
    }

    @Test
    void callThatDoesNotSayWhetherItIsADryRunIsOne() {
        String name = name("careful");
        admin.post("/hub/api/berth/import", "{\"users\": [{\"name\": \"" + name + "\"}]}")
                .ok(200);
        assertThat(directory().byName(name)).isEmpty();
        admin.post("/hub/api/berth/import", "{\"users\": []}").refused(400);
        admin.post("/hub/api/berth/import", "{\"provider\": \"local\", \"users\": [{\"name\": \"x\"}]}")
                .refused(400);
    }

    private static JsonNode run(String users, boolean dryRun) {
        String body = "{\"provider\": \"campus\", \"dry_run\": " + dryRun + ", \"users\": " + users + "}";
        return admin.post("/hub/api/berth/import", body).ok(200).json().path("users");
    }

    private static String outcomes(JsonNode lines) {
        StringBuilder all = new StringBuilder();
        lines.forEach(line -> all.append(line.path("outcome").asString()).append(' '));
        return all.toString();
    }
}
