package dev.berth.spawner.docker;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is on record about the starts of one server.
 *
 * @param starts by generation
 */
record Ledger(NavigableMap<Long, Start> starts) {

    /** What may be on record about one start. */
    enum Mark {
        /** Somebody starts this generation, or has started it. */
        CLAIM,
        /** This generation will never be started. */
        TOMB,
        /** This container is started, or is about to be. */
        STARTED,
        /** This container was never started, and never will be. */
        VOID,
        /** The server has responded. */
        ANSWERED,
        /** The server was asked to stop. */
        STOP;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One start.
     *
     * @param claimant which process claimed it; empty if nobody did
     * @param containers the containers that were about to be started, with whether they were given up before they were
     */
    record Start(String claimant, boolean tomb, boolean stop, boolean answered, Map<String, Boolean> containers) {

        private static final Start NONE = new Start("", false, false, false, Map.of());

        boolean isClaimed() {
            return !claimant.isEmpty();
        }

        /** Whether one of its containers ran, or may have run. */
        boolean mayHaveRun() {
            return containers.containsValue(false);
        }

        /** The same, for a container that was on record at an earlier time already. */
        boolean mayHaveRunIn(Start earlier) {
            return containers.entrySet().stream()
                    .anyMatch(each -> !each.getValue() && earlier.containers().containsKey(each.getKey()));
        }
    }

    Start of(long generation) {
        return starts.getOrDefault(generation, Start.NONE);
    }

    /** Whether this generation must not be started (any more). */
    boolean isOver(long generation) {
        return starts.higherKey(generation) != null
                || of(generation).tomb()
                || of(generation).stop();
    }

    /** One entry as the engine has it. */
    record Entry(long generation, Mark mark, @Nullable String detail) {}

    static Ledger of(Iterable<Entry> entries) {
        NavigableMap<Long, Start> starts = new TreeMap<>();
        entries.forEach(entry -> starts.merge(entry.generation(), start(entry), Ledger::join));
        return new Ledger(starts);
    }

    private static Start start(Entry entry) {
        String detail = entry.detail() == null ? "" : entry.detail();
        return switch (entry.mark()) {
            case CLAIM -> new Start(detail, false, false, false, Map.of());
            case TOMB -> new Start("", true, false, false, Map.of());
            case STARTED -> new Start("", false, false, false, Map.of(detail, false));
            case VOID -> new Start("", false, false, false, Map.of(detail, true));
            case ANSWERED -> new Start("", false, false, true, Map.of());
            case STOP -> new Start("", false, true, false, Map.of());
        };
    }

    private static Start join(Start one, Start other) {
        Map<String, Boolean> containers = new TreeMap<>(one.containers());
        other.containers().forEach((id, given) -> containers.merge(id, given, Boolean::logicalOr));
        return new Start(
                one.claimant().isEmpty() ? other.claimant() : one.claimant(),
                one.tomb() || other.tomb(),
                one.stop() || other.stop(),
                one.answered() || other.answered(),
                Map.copyOf(containers));
    }
}
