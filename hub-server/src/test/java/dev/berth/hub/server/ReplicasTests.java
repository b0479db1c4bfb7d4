package dev.berth.hub.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.hub.database.TestDatabase;
import dev.berth.spi.spawn.FreezePoint;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.ReasonCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two hubs on one database and one runtime. */
class ReplicasTests {

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static HubUnderTest one;
    private static HubUnderTest two;

    @BeforeAll
    static void start() {
        TestDatabase database = TestDatabase.fresh();
        one = HubUnderTest.start(database, WORLD);
        two = HubUnderTest.start(database, WORLD);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    @Test
    void manyStartsAreEachDoneOnce() {
        for (int i = 0; i < 20; i++) {
            (i % 2 == 0 ? one : two).startServer("many" + i, "");
        }
        for (int i = 0; i < 20; i++) {
            one.await("many" + i, ServerState.READY);
            assertThat(WORLD.launches(one.ref("many" + i))).isEqualTo(1);
            assertThat(WORLD.mostAtOnce("many" + i)).isEqualTo(1);
        }
    }

    /** Like a process that was frozen in the middle of a transaction: its connection stays open, and so would its locks. */
    @Test
    void aReplicaThatSleepsInsideATransactionHoldsUpTheOthersForABoundedTimeOnly() throws SQLException {
        one.startServer("held", "");
        one.await("held", ServerState.READY);
        try (Connection asleep = one.bean(DataSource.class).getConnection();
                Statement statement = asleep.createStatement()) {
            asleep.setAutoCommit(false);
            statement.execute("select * from feed_head for update");
            two.stopServer("held");
            two.await("held", ServerState.STOPPED);
            assertThatThrownBy(asleep::commit).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = FreezePoint.class,
            names = {"START_BEFORE_EFFECT", "START_AFTER_EFFECT"})
    void aReplicaThatSleptInsideAStartDoesNoHarmWhenItWakes(FreezePoint place) {
        InMemoryWorld world = new InMemoryWorld();
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest sleeper = HubUnderTest.start(database, world);
                FreezePoint.Hold hold = sleeper.spawner().freeze(place)) {
            sleeper.startServer("ann", "");
            hold.awaitReached();
            try (HubUnderTest other = HubUnderTest.start(database, world)) {
                other.expireLease("ann");
                other.await("ann", ServerState.READY);
                other.stopServer("ann");
                other.await("ann", ServerState.STOPPED);
                hold.thaw();
                // The frozen hub is awake when it can do its next piece of work.
                other.close();
                sleeper.startServer("ben", "");
                sleeper.await("ben", ServerState.READY);
            }
            assertThat(world.running()).containsExactly(sleeper.ref("ben"));
            assertThat(world.launches(sleeper.ref("ann"))).isEqualTo(1);
            assertThat(sleeper.view("ann").stopCode()).isEqualTo("REQUESTED");
        }
    }

    @Test
    void aReplicaThatSleptWhileItSawAServerGoneDoesNotEndTheNextGeneration() {
        InMemoryWorld world = new InMemoryWorld();
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest sleeper = HubUnderTest.start(database, world)) {
            sleeper.startServer("ann", "");
            sleeper.await("ann", ServerState.READY);
            try (FreezePoint.Hold before = sleeper.spawner().freeze(FreezePoint.OBSERVE_BEFORE_LOOK);
                    FreezePoint.Hold after = sleeper.spawner().freeze(FreezePoint.OBSERVE_AFTER_LOOK);
                    HubUnderTest other = HubUnderTest.start(database, world)) {
                before.awaitReached();
                world.exit(sleeper.ref("ann"), ReasonCode.CRASHED);
                before.thaw();
                after.awaitReached();
                other.expireLease("ann");
                other.await("ann", ServerState.STOPPED);
                other.startServer("ann", "");
                other.await("ann", ServerState.READY);
                after.thaw();
                other.close();
                sleeper.startServer("ben", "");
                sleeper.await("ben", ServerState.READY);
            }
            assertThat(sleeper.view("ann").state()).isEqualTo(ServerState.READY);
            assertThat(sleeper.view("ann").generation()).isEqualTo(2);
        }
    }
}
