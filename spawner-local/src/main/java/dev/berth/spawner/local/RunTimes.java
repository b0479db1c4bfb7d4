package dev.berth.spawner.local;

import dev.berth.spi.spawn.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The times of a run, from what the kernel knows about its supervisor and what the supervisor recorded at its end. */
final class RunTimes {

    private static final Path STAT = Path.of("/proc/stat");

    /** Of the times in /proc: USER_HZ is 100 on every architecture that Java runs on. */
    private static final long MILLIS_PER_TICK = 10;

    private static final String BOOT_TIME = "btime ";
    private static final int NANO_DIGITS = 9;

    private RunTimes() {}

    static Run running(String node, Claim.Launch claim) throws IOException {
        return Run.of(started(claim), null, node);
    }

    static Run over(String node, Claim.Launch claim, Map<String, String> exit) throws IOException {
        Instant started = started(claim);
        Instant ended = ended(exit.get("at"));
        // The kernel reports the time of the boot in whole seconds, so that a short run would seem to end before it
        // began.
        boolean reversed = started != null && ended != null && ended.isBefore(started);
        return Run.of(started, reversed ? started : ended, node);
    }

    /** Null after a restart of the machine: the ticks of a claim count from its boot. */
    private static @Nullable Instant started(Claim.Launch claim) throws IOException {
        return claim.boot().equals(ProcessEntry.bootId())
                ? Instant.ofEpochSecond(bootTime()).plusMillis(claim.started() * MILLIS_PER_TICK)
                : null;
    }

    private static long bootTime() throws IOException {
        for (String line : Files.readAllLines(STAT)) {
            if (line.startsWith(BOOT_TIME)) {
                return Long.parseLong(line.substring(BOOT_TIME.length()).trim());
            }
        }
        throw new IOException(STAT + " does not contain the time of the boot");
    }

    /** Null for a run whose supervisor was killed. A {@code date} that does not know nanoseconds prints something else after the point. */
    static @Nullable Instant ended(@Nullable String at) {
        if (at == null) {
            return null;
        }
        String[] parts = at.split("\\.", 2);
        boolean exact = parts.length == 2 && parts[1].matches("[0-9]{" + NANO_DIGITS + "}");
        return Instant.ofEpochSecond(Long.parseLong(parts[0]), exact ? Long.parseLong(parts[1]) : 0);
    }
}
