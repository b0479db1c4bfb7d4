package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.UserName;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list of two hundred rows needs as many queries as one of two. Statements are counted in the driver. */
class StatementCountTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");
    private static final AtomicInteger STATEMENTS = new AtomicInteger();
    private static final String ADMIN = "count-admin";
    private static final Handler COUNTER = new Handler() {
        @Override
        public void publish(LogRecord record) {
            // Only those of requests: the hub's own loops run on threads with other names.
            if (record.getMessage().startsWith(" FE=> Execute")
                    && Thread.currentThread().getName().startsWith("tomcat-handler")) {
                STATEMENTS.incrementAndGet();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeAll
    static void crowd() {
        HUB.admin(ADMIN);
        Set<UserName> crowd = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            crowd.add(HUB.user("counted-" + i).name());
        }
        HUB.bean(Groups.class).create("counted", Actor.policy("test"));
        HUB.bean(Groups.class).change("counted", crowd, Set.of(), Actor.policy("test"));
        DRIVER.setLevel(Level.FINEST);
        DRIVER.setUseParentHandlers(false);
        DRIVER.addHandler(COUNTER);
    }

    @AfterAll
    static void end() {
        DRIVER.removeHandler(COUNTER);
        DRIVER.setUseParentHandlers(true);
        DRIVER.setLevel(null);
    }

    @ParameterizedTest
    @CsvSource({
        "/hub/api/users?name_filter=counted-, inherit",
        "/hub/api/users?name_filter=counted-&state=inactive, inherit",
        "/hub/api/users?name_filter=counted-, list:users!group=counted read:users!group=counted read:servers!group=counted",
        "/hub/api/berth/users?search=counted-, inherit",
        "/hub/api/berth/users?search=counted-, list:users!group=counted",
        "/hub/api/berth/servers?state=stopped, inherit",
        "/hub/api/berth/audit?x=y, inherit",
        "/hub/api/groups?x=y, inherit"
    })
    void aLongListAsksTheDatabaseAsOftenAsAShortOne(String path, String scopes) {
        ApiClient api = HUB.api(ADMIN, scopes.split(" "));
        api.get(path + "&limit=2").ok(200);
        int few = statements(api, path + "&limit=2");
        int many = statements(api, path + "&limit=200");
        assertThat(few).as("statements for two rows of " + path).isBetween(2, 16);
        assertThat(many).as("statements for two hundred rows of " + path).isEqualTo(few);
    }

    private static int statements(ApiClient api, String path) {
        STATEMENTS.set(0);
        api.get(path).ok(200);
        return STATEMENTS.get();
    }
}
