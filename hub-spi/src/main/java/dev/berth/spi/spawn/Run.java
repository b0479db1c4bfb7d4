package dev.berth.spi.spawn;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime knows about one run of a server: the facts of a usage record. The times are the runtime's own, never those of a query, so
 * that every hub reads the same ones, however late.
 *
 * @param started since when resources are allocated to the run: when its pod was scheduled, when its process started; null if nothing is
 *     allocated yet, nothing ever was, or the runtime does not know
 * @param ended when the last process of the run ended; null while it runs, or if the runtime does not know
 * @param node the machine on which it runs; empty if unknown
 * @param product the product name of its GPUs, such as {@code NVIDIA-H100-80GB-HBM3}; empty without GPUs, or if unknown
 * @param sharers how many servers can share one of its GPUs; 1 if they are not shared, or if the runtime does not know
 */
public record Run(@Nullable Instant started, @Nullable Instant ended, String node, String product, int sharers) {

    /** The runtime knows nothing. */
    public static final Run UNKNOWN = new Run(null, null, "", "", 1);

    public Run {
        Objects.requireNonNull(node);
        Objects.requireNonNull(product);
        if (sharers < 1) {
            throw new IllegalArgumentException("A GPU has at least one user, not " + sharers);
        }
    }

    /** A run without GPUs. */
    public static Run of(@Nullable Instant started, @Nullable Instant ended, String node) {
        return new Run(started, ended, node, "", 1);
    }

    /** The same run on these GPUs. */
    public Run on(String gpuProduct, int gpuSharers) {
        return new Run(started, ended, node, gpuProduct, gpuSharers);
    }
}
