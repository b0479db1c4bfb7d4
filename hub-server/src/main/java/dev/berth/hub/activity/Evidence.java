package dev.berth.hub.activity;

import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evidence for an idleness decision; stored with it as JSON and shown to people.
 *
 * @param lastUse a person's last request or message, as seen by the proxies
 * @param lastEndpoint which endpoint of the server that was, such as {@code POST /git/…}; null if unknown
 * @param idleSince the time of the most recent activity of any kind
 * @param terminalJobs what the spawner knows about jobs in terminals
 */
record Evidence(
        Instant checkedAt,
        Instant lastUse,
        @Nullable String lastEndpoint,
        Instant idleSince,
        List<Kernel> kernels,
        List<Terminal> terminals,
        JobEvidence terminalJobs) {

    /** A kernel as reported by {@code /api/kernels}. */
    record Kernel(
            String id, String name, String state, @Nullable Instant lastActivity, int connections) {}

    /** A terminal as reported by {@code /api/terminals}. */
    record Terminal(String name, @Nullable Instant lastActivity) {}
}
