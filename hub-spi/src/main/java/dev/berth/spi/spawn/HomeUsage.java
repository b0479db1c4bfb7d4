package dev.berth.spi.spawn;

import java.time.Instant;

/**
 * The disk usage of a home directory.
 *
 * @param usedBytes bytes on disk of everything in the home directory
 * @param limitBytes its quota in bytes; 0 if only the size of the disk limits it
 * @param freeBytes bytes that are free on its disk
 * @param measuredAt when this was measured
 */
public record HomeUsage(long usedBytes, long limitBytes, long freeBytes, Instant measuredAt) {

    public HomeUsage {
        if (usedBytes < 0 || limitBytes < 0 || freeBytes < 0) {
            throw new IllegalArgumentException("Numbers of bytes must not be negative: used " + usedBytes + ", limit "
                    + limitBytes + ", free " + freeBytes);
        }
    }
}
