package dev.berth.spi.spawn;

import java.util.Map;

/**
 * What a server may use.
 *
 * @param memoryBytes bytes of memory; 0 for no limit
 * @param cpuMillis thousandths of a processor; 0 for no limit
 * @param devices counted devices by resource name, such as {@code nvidia.com/gpu} to 1
 */
public record Limits(long memoryBytes, long cpuMillis, Map<String, Integer> devices) {

    public static final Limits NONE = new Limits(0, 0, Map.of());

    public Limits {
        devices = Map.copyOf(devices);
        if (memoryBytes < 0 || cpuMillis < 0) {
            throw new IllegalArgumentException("A limit is not negative: memory " + memoryBytes + ", cpu " + cpuMillis);
        }
    }
}
