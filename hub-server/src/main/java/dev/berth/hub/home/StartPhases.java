package dev.berth.hub.home;

import dev.berth.hub.server.ProgressLine;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.spi.spawn.Observation.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A start as a list of phases: the completed ones with their durations, the current one, and those to come. */
final class StartPhases {

    private StartPhases() {}

    /** The progress of a phase. */
    enum Mark {
        DONE,
        NOW,
        FAILED,
        TO_COME
    }

    /**
     * One phase.
     *
     * @param key key of its name in the message bundle
     * @param message the spawner's last message in it
     * @param since when it began; null if it has not begun, or if the spawner passed it without a message
     * @param seconds how long it took; null while it is in progress
     */
    record Row(
            String key,
            Mark mark,
            @Nullable String message,
            @Nullable Instant since,
            @Nullable String seconds) {}

    static List<Row> of(ServerView server, List<ProgressLine> lines) {
        Phase last = lines.isEmpty() ? Phase.QUEUED : lines.getLast().phase();
        boolean ready = server.state() == ServerState.READY;
        boolean over = !ready && server.state() != ServerState.PENDING_START;
        List<Row> rows = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            rows.add(row(phase, mark(phase, last, ready, over), lines, end(server)));
        }
        rows.add(new Row("phase.READY", ready ? Mark.DONE : Mark.TO_COME, null, instant(server.readyAt()), null));
        return rows;
    }

    private static Mark mark(Phase phase, Phase last, boolean ready, boolean over) {
        if (ready || phase.compareTo(last) < 0) {
            return Mark.DONE;
        }
        if (phase == last) {
            return over ? Mark.FAILED : Mark.NOW;
        }
        return Mark.TO_COME;
    }

    private static Row row(Phase phase, Mark mark, List<ProgressLine> lines, @Nullable Instant end) {
        Optional<Instant> begin = begin(phase, lines);
        Optional<Instant> next = Arrays.stream(Phase.values())
                .filter(later -> later.compareTo(phase) > 0)
                .flatMap(later -> begin(later, lines).stream())
                .findFirst();
        @Nullable Instant until = next.orElse(end);
        @Nullable String seconds = begin.isEmpty() || until == null || mark == Mark.NOW
                ? null
                : String.format(
                        Locale.ROOT,
                        "%.1f",
                        Duration.between(begin.get(), until).toMillis() / 1000.0);
        @Nullable String message = message(phase, lines);
        return new Row("phase." + phase, mark, message, begin.orElse(null), seconds);
    }

    private static Optional<Instant> begin(Phase phase, List<ProgressLine> lines) {
        return lines.stream()
                .filter(line -> line.phase() == phase)
                .map(line -> line.at().toInstant())
                .findFirst();
    }

    private static @Nullable String message(Phase phase, List<ProgressLine> lines) {
        return lines.stream()
                .filter(line -> line.phase() == phase)
                .map(ProgressLine::message)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    private static @Nullable Instant end(ServerView server) {
        return server.state() == ServerState.READY ? instant(server.readyAt()) : instant(server.endedAt());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
