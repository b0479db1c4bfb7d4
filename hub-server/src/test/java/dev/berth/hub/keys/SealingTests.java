package dev.berth.hub.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sealed data can be opened only by this installation, only in its place, and only if it is unchanged. */
class SealingTests {

    private static final String TEXT = "a refresh token";

    private TestDatabase database;
    private HubKeys keys;
    private Sealing sealing;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh();
        keys = new HubKeys(database.jdbc());
        sealing = new Sealing(keys);
    }

    @Test
    void itIsOpenedInItsPlaceByEveryHubOfTheInstallation() {
        byte[] sealed = sealing.seal(Sealing.MEMORY, "session 1", TEXT);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(TEXT);
        assertThat(sealing.seal(Sealing.MEMORY, "session 1", TEXT)).isNotEqualTo(sealed);
        Sealing other = new Sealing(new HubKeys(database.jdbc()));
        assertThat(other.open(Sealing.MEMORY, "session 1", sealed)).contains(TEXT);
        assertThat(sealing.open(Sealing.MEMORY, "session 2", sealed)).isEmpty();
        assertThat(sealing.open(Sealing.FLOW, "session 1", sealed)).isEmpty();
        assertThat(new Sealing(new HubKeys(TestDatabase.fresh().jdbc())).open(Sealing.MEMORY, "session 1", sealed))
                .isEmpty();
    }

    @Test
    void eachChangeIsNoticed() {
        byte[] sealed = sealing.seal(Sealing.FLOW, "place", TEXT);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(sealing.open(Sealing.FLOW, "place", changed))
                    .as("byte " + i)
                    .isEmpty();
        }
        assertThat(sealing.open(Sealing.FLOW, "place", new byte[0])).isEmpty();
    }

    @Test
    void anOlderKeyOpensAsLongAsItIsBelieved() {
        byte[] sealed = sealing.seal(Sealing.MEMORY, "place", TEXT);
        database.asOwner("update keys set valid_until = now() + interval '1 hour' where name = 'memory'");
        database.asOwner(
                "insert into keys (name, secret, version) values ('memory', decode(repeat('ab', 32), 'hex'), 2)");
        keys.forget();
        byte[] fresh = sealing.seal(Sealing.MEMORY, "place", TEXT);
        assertThat(sealing.open(Sealing.MEMORY, "place", sealed)).contains(TEXT);
        database.asOwner("update keys set valid_until = now() where version = 1 and name = 'memory'");
        keys.forget();
        assertThat(sealing.open(Sealing.MEMORY, "place", sealed)).isEmpty();
        assertThat(sealing.open(Sealing.MEMORY, "place", fresh)).contains(TEXT);
    }
}
