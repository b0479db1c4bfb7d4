package dev.berth.hub.usage;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Usage records.
 *
 * @param retention how long usage records are kept after the end of a run; 0s to keep them forever
 * @param anonymizeAfter how long a usage record says whose server it was; afterwards it counts for the user "(anonymous)". 0s for as long as
 *     the record is kept
 * @param upkeepInterval how often roll-ups for reports are updated, and old records deleted or anonymized
 * @param gpuShares the part of a GPU that one of a resource stands for, by resource name, such as 0.25 for
 *     {@code nvidia.com/gpu.shared}. Without it a MIG slice counts as its compute slices, and a shared GPU as the part that its node's labels
 *     name
 */
@ConfigurationProperties("berth.usage")
record UsageProperties(
        @DefaultValue("0s") @DurationMin(message = "Use at least 0s")
        Duration retention,

        @DefaultValue("0s") @DurationMin(message = "Use at least 0s")
        Duration anonymizeAfter,

        @DefaultValue("1m") @DurationMin(seconds = 1, message = "Use at least 1s")
        Duration upkeepInterval,

        @DefaultValue Map<String, BigDecimal> gpuShares) {

    UsageProperties {
        gpuShares = Map.copyOf(gpuShares);
        gpuShares.forEach((resource, share) -> {
            if (share.signum() < 0 || share.compareTo(BigDecimal.valueOf(1_000)) > 0) {
                throw new IllegalArgumentException(
                        "berth.usage.gpu-shares[" + resource + "] must be between 0 and 1000, not " + share);
            }
        });
    }
}
