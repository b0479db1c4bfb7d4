package dev.berth.hub.activity;

import dev.berth.hub.activity.Evidence.Kernel;
import dev.berth.hub.activity.Evidence.Terminal;
import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Evaluates evidence. No clock, no network. */
final class Idleness {

    private Idleness() {}

    /** The most recent activity: a person's, or the last one of a kernel or terminal. */
    static Instant idleSince(Instant lastUse, List<Kernel> kernels, List<Terminal> terminals) {
        return Stream.concat(
                        Stream.of(lastUse),
                        Stream.concat(
                                kernels.stream().map(Kernel::lastActivity),
                                terminals.stream().map(Terminal::lastActivity)))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(lastUse);
    }

    /**
     * Why the server is in use; empty if it is idle. Of a kernel's states only {@code busy} is use by itself. Jupyter Server leaves a kernel in
     * {@code starting} or {@code restarting} until a client connects to it, and a dead one in {@code dead}: they count only as long as
     * their last activity is recent.
     */
    static Optional<String> use(Evidence evidence, Duration idleTimeout) {
        Optional<Kernel> busy = evidence.kernels().stream()
                .filter(kernel ->
                        kernel.state().equals("busy") || kernel.state().isEmpty())
                .findFirst();
        if (busy.isPresent()) {
            return Optional.of("kernel " + busy.get().id()
                    + (busy.get().state().isEmpty() ? " does not report its state" : " is busy"));
        }
        if (evidence.kernels().stream().anyMatch(kernel -> kernel.lastActivity() == null)) {
            return Optional.of("a kernel does not report its last activity");
        }
        if (evidence.terminalJobs() == JobEvidence.NOT_OBSERVABLE
                && evidence.terminals().stream().anyMatch(terminal -> terminal.lastActivity() == null)) {
            return Optional.of("a terminal does not report its last activity, and its jobs cannot be determined");
        }
        if (evidence.terminalJobs() == JobEvidence.RUNNING) {
            return Optional.of("a job is running in a terminal");
        }
        if (evidence.terminalJobs() == JobEvidence.UNKNOWN) {
            return Optional.of("it could not be determined whether a job is running in a terminal");
        }
        return evidence.idleSince().isAfter(evidence.checkedAt().minus(idleTimeout))
                ? Optional.of("it was last used at " + evidence.idleSince() + endpoint(evidence))
                : Optional.empty();
    }

    private static String endpoint(Evidence evidence) {
        String endpoint = evidence.lastEndpoint();
        return endpoint == null || !evidence.idleSince().equals(evidence.lastUse()) ? "" : " (" + endpoint + ")";
    }
}
