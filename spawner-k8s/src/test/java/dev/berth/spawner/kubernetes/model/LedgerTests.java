package dev.berth.spawner.kubernetes.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.spawner.kubernetes.TestSettings;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last lines of a server whose pod is gone. */
class LedgerTests {

    private final Ledger second = Ledger.empty("ann").claim(2).create(2);

    @Test
    void theLastLinesAreKeptUntilTheNextStart() {
        Ledger kept = second.keep(Ledger.Output.of(2, List.of("one", "two")));
        Ledger read = Ledger.of(kept.toConfigMap(TestSettings.of()), "ann");
        assertThat(read).isEqualTo(kept);
        assertThat(read.linesOf(2)).containsExactly("one", "two");
        assertThat(read.linesOf(1)).isEmpty();
        assertThat(read.claim(3).linesOf(2)).isEmpty();
        assertThat(read.stop(2).linesOf(2)).hasSize(2);
    }

    @Test
    void anOlderServerDoesNotReplaceTheLinesOfANewerOne() {
        assertThat(second.keep(Ledger.Output.of(1, List.of("old")))).isEqualTo(second);
    }

    @Test
    void onlyTheEndOfALongOutputIsKept() {
        Ledger.Output output = Ledger.Output.of(2, Collections.nCopies(5_000, "0123456789"));
        assertThat(output.text()).hasSizeLessThanOrEqualTo(16 * 1024).startsWith("0123456789\n");
    }
}
