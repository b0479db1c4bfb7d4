package dev.berth.hub.server;

import dev.berth.hub.database.TestDatabase;
import dev.berth.spi.spawn.InMemoryWorld;
import org.junit.jupiter.api.BeforeAll;

/**
 * A hub with a real database whose servers change only when a test requests it. Started by the first class that extends this and used by
 * all; each test has its own user.
 */
abstract class LifecycleHub {

    static final InMemoryWorld WORLD = new InMemoryWorld();
    static HubUnderTest hub;

    @BeforeAll
    static void start() {
        if (hub == null) {
            hub = HubUnderTest.start(TestDatabase.fresh(), WORLD);
            Runtime.getRuntime().addShutdownHook(new Thread(hub::close));
        }
    }

    static int routes(String user) {
        return hub.jdbc()
                .sql("select count(*) from routes where path = ?")
                .param("/user/" + user + "/")
                .query(Integer.class)
                .single();
    }
}
