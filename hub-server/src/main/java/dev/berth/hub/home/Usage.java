package dev.berth.hub.home;

import dev.berth.spi.spawn.HomeUsage;
import java.time.Instant;
import java.util.Locale;
import org.springframework.util.unit.DataSize;

/**
 * The disk usage of a home directory as shown on the page.
 *
 * @param percent of the quota, or of the used and free space together without a quota
 * @param limited whether there is a quota
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

    /** Uses the largest unit with a value of at least one: 1.4 GB, in powers of 1024 as for memory. */
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
