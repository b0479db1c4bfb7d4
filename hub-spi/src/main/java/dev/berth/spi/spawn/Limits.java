package dev.berth.spi.spawn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** For a person, such as "4 GiB of memory, 1.5 processors, 1 nvidia.com/gpu"; "nothing" where there is no limit. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        if (memoryBytes > 0) {
            words.add(memory() + " of memory");
        }
        if (cpuMillis > 0) {
            String processors = new BigDecimal(cpuMillis)
                    .movePointLeft(3)
                    .stripTrailingZeros()
                    .toPlainString();
            words.add(processors + (cpuMillis == 1000 ? " processor" : " processors"));
        }
        new TreeMap<>(devices).forEach((name, count) -> words.add(count + " " + name));
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }

    /** In the largest unit that leaves no fraction. */
    private String memory() {
        List<String> units = List.of("bytes", "KiB", "MiB", "GiB");
        long amount = memoryBytes;
        int unit = 0;
        while (unit < units.size() - 1 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return amount + " " + units.get(unit);
    }
}
