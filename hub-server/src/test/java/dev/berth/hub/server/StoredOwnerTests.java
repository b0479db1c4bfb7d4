package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two releases run side by side, and each reads what the other has stored with a server. */
class StoredOwnerTests {

    @Test
    void anOwnerThatAnOlderReleaseStoredHasNoAccountOfTheMachine() {
        Owner owner = JsonMapper.shared()
                .readValue("{\"name\":\"ann\",\"uid\":20001,\"gid\":20001,\"supplementalGroups\":[]}", Owner.class);
        assertThat(owner).isEqualTo(new Owner("ann", 20_001, 20_001, List.of(), Owner.Account.HUB));
    }

    @Test
    void theAccountOfTheMachineIsStored() {
        Owner owner = new Owner("ann", 1_000, 1_000, List.of(), Owner.Account.MACHINE);
        String stored = JsonMapper.shared().writeValueAsString(owner);
        assertThat(JsonMapper.shared().readValue(stored, Owner.class)).isEqualTo(owner);
    }
}
