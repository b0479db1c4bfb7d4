package dev.berth.spi.spawn;

import java.time.Instant;

/**
 * How full a home is.
 *
 * @param usedBytes bytes on disk of all that lies in it
 * @param limitBytes bytes that it may hold; 0 where nothing but its disk limits it
 * @param freeBytes bytes that are left on its disk
 * @param measuredAt when this was true
 */
public record HomeUsage(long usedBytes, long limitBytes, long freeBytes, Instant measuredAt) {

    public HomeUsage {
        if (usedBytes < 0 || limitBytes < 0 || freeBytes < 0) {
            throw new IllegalArgumentException(
                    "Bytes are not negative: used " + usedBytes + ", limit " + limitBytes + ", free " + freeBytes);
        }
    }
}
