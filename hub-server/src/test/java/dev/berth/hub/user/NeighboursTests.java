package dev.berth.hub.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How often the machine is asked about its accounts, which takes two processes each time. */
class NeighboursTests {

    /** A machine that has one account in the range, and remembers what it was asked. */
    private static final class Machine extends MachineAccounts {

        private final List<Integer> asked = new ArrayList<>();

        @Override
        Set<Long> taken(List<Long> ids) {
            asked.add(ids.size());
            return ids.contains(20_100L) ? Set.of(20_100L) : Set.of();
        }
    }

    private final Machine machine = new Machine();
    private final Neighbours neighbours = new Neighbours(machine);

    @Test
    void aSingleNewUserAsksForAFewNumbers() {
        assertThat(neighbours.holds(20_000)).isFalse();
        assertThat(machine.asked).containsExactly(8);
    }

    @Test
    void aCourseOfHundredsAsksAFewTimes() {
        assertThat(LongStream.range(20_000, 20_300).filter(neighbours::holds)).containsExactly(20_100L);
        assertThat(machine.asked).containsExactly(8, 32, 128, 256);
    }
}
