package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.replica.HubPresence;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.ServerRef;
import org.junit.jupiter.api.Test;

/** What happens to servers when hubs stop. */
class ShutdownTests {

    @Test
    void theLastHubTakesServersAlongIfThatIsConfigured() {
        InMemoryWorld world = new InMemoryWorld();
        TestDatabase database = TestDatabase.fresh();
        HubUnderTest one = HubUnderTest.start(database, world, "berth.servers.on-shutdown=stop");
        HubUnderTest two = HubUnderTest.start(database, world, "berth.servers.on-shutdown=stop");
        one.bean(HubPresence.class).renew();
        two.bean(HubPresence.class).renew();
        one.startServer("ann", "");
        one.await("ann", ServerState.READY);
        ServerRef ref = one.ref("ann");
        assertThat(one.bean(HubPresence.class).isLast()).isFalse();
        one.close();
        assertThat(world.running()).contains(ref);
        assertThat(two.view("ann").state()).isEqualTo(ServerState.READY);
        assertThat(two.bean(HubPresence.class).isLast()).isTrue();
        two.close();
        assertThat(world.running()).isEmpty();
        HubUnderTest next = HubUnderTest.start(database, world);
        assertThat(next.view("ann").stopCode()).isEqualTo("HUB_SHUTDOWN");
        next.startServer("ann", "");
        next.await("ann", ServerState.READY);
        next.close();
        assertThat(world.running()).as("servers are kept by default").hasSize(1);
    }
}
