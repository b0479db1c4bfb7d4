package dev.berth.hub.usage;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Run;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a GPU a run has.
 *
 * @param resource the resource name, such as {@code nvidia.com/gpu}; several are separated by commas; empty without GPUs
 * @param count how many of the resource
 * @param millis thousandths of whole GPUs
 * @param estimated whether GPUs are shared, so that how much of them the run can use is not known
 */
record GpuAmount(String resource, int count, long millis, boolean estimated) {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** A MIG slice: its compute slices, and its memory in GB (NVIDIA MIG user guide, "MIG Device Names"). */
    private static final Pattern MIG = Pattern.compile(".*/mig-(\\d+)g\\.(\\d+)gb.*");

    private static final int SLICES = 7;

    /** The A30 has 4 compute slices of 6 GB; no other product has slices of that size. */
    private static final int SLICES_OF_A30 = 4;

    private static final int MEMORY_OF_A30_SLICE = 6;

    /** The device plugin's suffix for the resource of a GPU that several containers share. */
    private static final String SHARED = ".shared";

    static GpuAmount of(Limits limits, Run run, Map<String, BigDecimal> shares) {
        int count = 0;
        BigDecimal whole = BigDecimal.ZERO;
        boolean estimated = false;
        Map<String, Integer> devices = new TreeMap<>(limits.devices());
        devices.values().removeIf(each -> each <= 0);
        for (Map.Entry<String, Integer> device : devices.entrySet()) {
            Share share = share(device.getKey(), run.sharers(), shares);
            count += device.getValue();
            whole = whole.add(share.part().multiply(BigDecimal.valueOf(device.getValue())));
            estimated |= share.estimated();
        }
        long millis = whole.multiply(THOUSAND).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return new GpuAmount(String.join(",", devices.keySet()), count, millis, estimated);
    }

    private record Share(BigDecimal part, boolean estimated) {}

    private static Share share(String resource, int sharers, Map<String, BigDecimal> configured) {
        Matcher mig = MIG.matcher(resource);
        boolean shared = resource.endsWith(SHARED) || sharers > 1;
        BigDecimal known = configured.get(resource);
        if (known != null) {
            boolean isPart = known.compareTo(BigDecimal.ONE) < 0 && !mig.matches();
            return new Share(known, shared || isPart);
        }
        BigDecimal part = mig.matches() ? slice(mig) : BigDecimal.ONE;
        return new Share(part.divide(BigDecimal.valueOf(sharers), 6, RoundingMode.HALF_UP), shared);
    }

    private static BigDecimal slice(Matcher mig) {
        int slices = Integer.parseInt(mig.group(1));
        int memory = Integer.parseInt(mig.group(2));
        int all = memory == slices * MEMORY_OF_A30_SLICE ? SLICES_OF_A30 : SLICES;
        return BigDecimal.valueOf(slices).divide(BigDecimal.valueOf(all), 6, RoundingMode.HALF_UP);
    }
}
