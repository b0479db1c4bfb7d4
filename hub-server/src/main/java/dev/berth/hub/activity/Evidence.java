package dev.berth.hub.activity;

import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision about idleness rests on; stored with it as JSON and shown.
 *
 * @param lastUse a person's last request or message, as the proxies saw it
 * @param idleSince the newest of all signs of use
 * @param terminalJobs what the spawner sees of jobs in terminals
 */
record Evidence(
        Instant checkedAt,
        Instant lastUse,
        Instant idleSince,
        List<Kernel> kernels,
        List<Terminal> terminals,
        JobEvidence terminalJobs) {

    /** A kernel as {@code /api/kernels} tells of it. */
    record Kernel(
            String id, String name, String state, @Nullable Instant lastActivity, int connections) {}

    /** A terminal as {@code /api/terminals} tells of it. */
    record Terminal(String name, @Nullable Instant lastActivity) {}
}
