package dev.berth.spawner.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.docker.Ledger.Entry;
import dev.berth.spawner.docker.Ledger.Mark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTests {

    private static final Entry CLAIM = new Entry(1, Mark.CLAIM, "hub");
    private static final Entry STARTED = new Entry(1, Mark.STARTED, "a");
    private static final Entry GIVEN_UP = new Entry(1, Mark.VOID, "a");

    @Test
    void containerThatWasGivenUpHasNotRunInWhateverOrderTheEngineListsIt() {
        List<Entry> entries = new ArrayList<>(List.of(CLAIM, STARTED, GIVEN_UP));
        for (int i = 0; i < entries.size(); i++) {
            assertThat(start(entries).mayHaveRun()).isFalse();
            assertThat(start(entries).claimant()).isEqualTo("hub");
            Collections.rotate(entries, 1);
        }
    }

    @Test
    void containerThatCameUpAfterALookIsNotMissedByIt() {
        Ledger.Start before = start(List.of(CLAIM));
        Ledger.Start after = start(List.of(CLAIM, STARTED));
        assertThat(after.mayHaveRunIn(before)).isFalse();
        assertThat(after.mayHaveRunIn(after)).isTrue();
    }

    @Test
    void containerThatAnotherHubReplacedDuringALookIsNotMissedByIt() {
        Ledger.Start before = start(List.of(CLAIM, STARTED));
        Ledger.Start after = start(List.of(CLAIM, STARTED, GIVEN_UP, new Entry(1, Mark.STARTED, "b")));
        assertThat(after.mayHaveRunIn(before)).isFalse();
    }

    @Test
    void newerGenerationOrAStopOrATombEndsAStart() {
        assertThat(Ledger.of(List.of(CLAIM)).isOver(1)).isFalse();
        assertThat(Ledger.of(List.of(CLAIM, new Entry(2, Mark.CLAIM, "hub"))).isOver(1))
                .isTrue();
        assertThat(Ledger.of(List.of(CLAIM, new Entry(1, Mark.STOP, ""))).isOver(1))
                .isTrue();
        assertThat(Ledger.of(List.of(new Entry(1, Mark.TOMB, ""))).isOver(1)).isTrue();
    }

    private static Ledger.Start start(List<Entry> entries) {
        return Ledger.of(entries).of(1);
    }
}
