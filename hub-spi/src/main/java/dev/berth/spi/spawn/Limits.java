package dev.berth.spi.spawn;

import dev.berth.spi.text.Texts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The resources that a server may use.
 *
 * @param memoryBytes memory in bytes; 0 for no limit
 * @param cpuMillis CPU time in thousandths of a processor; 0 for no limit
 * @param devices number of devices by resource name, such as 1 for {@code nvidia.com/gpu}
 */
public record Limits(long memoryBytes, long cpuMillis, Map<String, Integer> devices) {

    public static final Limits NONE = new Limits(0, 0, Map.of());

    public Limits {
        devices = Map.copyOf(devices);
        if (memoryBytes < 0 || cpuMillis < 0) {
            throw new IllegalArgumentException(
                    "A limit must not be negative: memory " + memoryBytes + ", cpu " + cpuMillis);
        }
    }

    /** A description such as "4 GiB of memory, 1.5 processors, 1 nvidia.com/gpu"; "nothing" without limits. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        if (memoryBytes > 0) {
            words.add(Texts.of("part.amount.memory", memory()));
        }
        if (cpuMillis > 0) {
            String processors = new BigDecimal(cpuMillis)
                    .movePointLeft(3)
                    .stripTrailingZeros()
                    .toPlainString();
            words.add(Texts.of("part.amount.processor" + (cpuMillis == 1000 ? "" : "s"), processors));
        }
        new TreeMap<>(devices).forEach((name, count) -> words.add(count + " " + name));
        return words.stream()
                .reduce((list, each) -> Texts.of("part.amounts.more", list, each))
                .orElse("nothing");
    }

    /** Uses the largest unit that does not need a fraction. */
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
