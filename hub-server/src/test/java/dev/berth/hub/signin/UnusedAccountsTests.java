package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.user.UserAccounts;
import dev.berth.spi.spawn.InMemoryWorld;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnusedAccountsTests {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                new InMemoryWorld(),
                "berth.signin.disable-unused-after=90d",
                "berth.signin.role-addresses.admin=192.0.2.0/24");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void age(String name) {
        hub.jdbc()
                .sql(
                        "UPDATE users SET created = now() - interval '200 days', last_seen = now() - interval '100 days' WHERE name = :name")
                .param("name", name)
                .update();
    }

    private static boolean active(String name) {
        return hub.user(name).active();
    }

    @Test
    void onlyAccountsThatNobodyUsesAreDisabled() {
        for (String name : new String[] {"idle", "seen", "session", "program", "admin"}) {
            hub.user(name);
        }
        hub.browser("session");
        hub.token("program");
        hub.jdbc()
                .sql(
                        "UPDATE api_tokens SET last_activity = now() WHERE user_id = (SELECT id FROM users WHERE name = 'program')")
                .update();
        for (String name : new String[] {"idle", "session", "program", "admin"}) {
            age(name);
        }
        UnusedAccounts unused = hub.bean(UnusedAccounts.class);
        assertThat(unused.disable()).isEqualTo(1);
        assertThat(active("idle")).isFalse();
        assertThat(active("seen")).isTrue();
        assertThat(active("session")).isTrue();
        assertThat(active("program")).isTrue();
        assertThat(active("admin")).as("the last administrator").isTrue();
        assertThat(unused.disable()).isZero();
        hub.bean(UserAccounts.class).enable(hub.user("idle").id(), Actor.policy("test"));
        assertThat(unused.disable()).as("an administrator has just opened it").isZero();
        assertThat(active("idle")).isTrue();
    }

    @Test
    void roleThatIsLimitedToNetworksIsNoneFromElsewhere() {
        hub.admin("boss");
        HubBrowser inside = hub.browser("boss");
        inside.headers.put("X-Forwarded-For", "192.0.2.8");
        assertThat(inside.get("/hub/home").statusCode()).isEqualTo(200);
        inside.headers.put("X-Forwarded-For", "198.51.100.8");
        assertThat(inside.get("/hub/home").statusCode()).isNotEqualTo(200);
        assertThat(hub.api("boss").get("/hub/api/user").status()).isEqualTo(403);
        hub.bean(UserAccounts.class).setAdmin(hub.user("boss").id(), false, Actor.policy("test"));
        assertThat(hub.api(hub.user("plain").name().value())
                        .get("/hub/api/user")
                        .status())
                .isEqualTo(200);
    }
}
