package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerFolderTests {

    @TempDir
    Path path;

    @Test
    void claimIsReadAsItWasWritten() throws IOException {
        ServerFolder folder = new ServerFolder(path, "ann");
        String text = Claim.Launch.text("n", 20_001, 20_100, "/user/a=b/", true, new Secret("t=k"));
        Files.writeString(folder.file(1, "claim"), text + "supervisor=12\nstarted=34\nboot=b\n");
        assertThat(folder.claim(1))
                .isEqualTo(new Claim.Launch("n", 20_001, 20_100, "/user/a=b/", true, new Secret("t=k"), 12, 34, "b"));
        assertThat(folder.claim(1).toString()).doesNotContain("t=k");
    }

    @Test
    void onlyTheFirstClaimCounts() throws IOException {
        ServerFolder folder = new ServerFolder(path, "ann");
        Files.writeString(folder.file(1, "claim"), "supervisor=12\n");
        folder.buryIfUnclaimed(1);
        assertThat(folder.claim(1)).isInstanceOf(Claim.Damaged.class);
        folder.buryIfUnclaimed(2);
        assertThat(folder.claim(2)).isInstanceOf(Claim.Tombstone.class);
        assertThat(folder.claims()).containsOnlyKeys(1L, 2L);
    }

    @Test
    void ofSeveralStopsTheOneThatIsDueFirstHolds() throws IOException {
        ServerFolder folder = new ServerFolder(path, "ann");
        folder.requestStop(1, Duration.ofHours(1), false);
        long first = folder.forceAt(1);
        folder.requestStop(1, Duration.ofHours(2), false);
        assertThat(folder.forceAt(1)).isEqualTo(first);
        folder.requestStop(1, Duration.ZERO, false);
        assertThat(folder.forceAt(1)).isLessThan(first);
        assertThat(folder.endWasRequested(1)).isTrue();
    }

    @Test
    void stopAfterTheEndDoesNotExplainIt() throws IOException {
        ServerFolder folder = new ServerFolder(path, "ann");
        folder.requestStop(1, Duration.ZERO, true);
        assertThat(folder.endWasRequested(1)).isFalse();
    }

    @Test
    void pruningKeepsTheGenerationBefore() throws IOException {
        ServerFolder folder = new ServerFolder(path, "ann");
        for (long generation : new long[] {1, 2, 10, 11}) {
            folder.buryIfUnclaimed(generation);
            Files.createFile(folder.file(generation, "log"));
        }
        folder.prune(11);
        assertThat(folder.claims()).containsOnlyKeys(10L, 11L);
        assertThat(folder.file(1, "log")).doesNotExist();
        assertThat(folder.file(10, "log")).exists();
    }

    @Test
    void claimThatAPowerLossHalvedIsALossAndBlocksNothing() throws IOException {
        try (Sandbox sandbox = new Sandbox()) {
            LocalSpawner spawner = sandbox.spawner();
            ServerFolder folder = new ServerFolder(sandbox.home.resolve("run/local/ann"), "ann");
            folder.create();
            Files.createFile(folder.file(1, "claim"));
            assertThat(spawner.observe(new ServerRef("ann", 1)))
                    .isInstanceOfSatisfying(
                            Observation.Exited.class,
                            exited -> assertThat(exited.failure().code()).isEqualTo(ReasonCode.NODE_LOST));
            ServerRef next = new ServerRef("ann", 2);
            assertThat(spawner.start(sandbox.request(next))).isInstanceOf(StartOutcome.Accepted.class);
            spawner.stop(next, Duration.ZERO);
        }
    }
}
