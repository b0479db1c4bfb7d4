package dev.berth.hub.home;

import dev.berth.spi.spawn.HomeUsage;
import java.time.Instant;
import java.util.Locale;
import org.springframework.util.unit.DataSize;

/**
 * How full a home is, as the page shows it.
 *
 * @param percent of what it may hold; of what it and its disk's free space make together where nothing else limits it
 * @param limited whether it may hold only so much
 */
record Usage(String used, String whole, int percent, boolean limited, boolean tight, Instant measuredAt) {

    private static final int TIGHT = 90;

    static Usage of(HomeUsage usage) {
        long whole = usage.limitBytes() > 0 ? usage.limitBytes() : usage.usedBytes() + usage.freeBytes();
        int percent = whole == 0 ? 100 : (int) Math.min(100, usage.usedBytes() * 100 / whole);
        return new Usage(
                inWords(usage.usedBytes()),
                inWords(whole),
                percent,
                usage.limitBytes() > 0,
                percent >= TIGHT,
                usage.measuredAt());
    }

    /** In the largest unit of which there is one at least: 1.4 GB, in steps of 1024 as everything about memory here. */
    static String inWords(long bytes) {
        DataSize size = DataSize.ofBytes(bytes);
        if (size.toTerabytes() > 0) {
            return String.format(
                    Locale.ROOT,
                    "%.1f TB",
                    bytes / (double) DataSize.ofTerabytes(1).toBytes());
        }
        if (size.toGigabytes() > 0) {
            return String.format(
                    Locale.ROOT,
                    "%.1f GB",
                    bytes / (double) DataSize.ofGigabytes(1).toBytes());
        }
        return size.toMegabytes() > 0 ? size.toMegabytes() + " MB" : size.toKilobytes() + " kB";
    }
}
