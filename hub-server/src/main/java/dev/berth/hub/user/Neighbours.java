package dev.berth.hub.user;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers this machine's accounts and groups have, asked for in blocks: the next users get the next numbers. A single new user asks for
 * a few, since a directory behind the machine's accounts may be slow to say that there is no such number; hundreds in a row ask for more each
 * time. An answer holds for a moment only, because accounts come and go while the hub runs.
 */
final class Neighbours {

    private static final int FIRST = 8;
    private static final int MOST = 256;
    private static final long GOOD_FOR = Duration.ofSeconds(10).toNanos();

    private final MachineAccounts machine;
    private @Nullable Block last;

    Neighbours(MachineAccounts machine) {
        this.machine = machine;
    }

    /** What was found for the numbers of a block, and when by this process's clock. */
    private record Block(long from, int size, Set<Long> taken, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < GOOD_FOR;
        }

        boolean covers(long id) {
            return from <= id && id < from + size;
        }
    }

    /** Whether an account or a group of this machine has this number. */
    synchronized boolean holds(long id) {
        Block block = last;
        if (block == null || !block.isFresh() || !block.covers(id)) {
            int size = block != null && block.isFresh() ? Math.min(MOST, 4 * block.size()) : FIRST;
            block = read(id, size);
            last = block;
        }
        return block.taken().contains(id);
    }

    private Block read(long from, int size) {
        List<Long> ids = LongStream.range(from, from + size).boxed().toList();
        return new Block(from, size, machine.taken(ids), System.nanoTime());
    }
}
