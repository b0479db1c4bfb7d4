package dev.berth.hub.monitor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Metrics.
 *
 * @param authenticate whether /hub/metrics requires a token with the scope read:metrics; otherwise everybody who can reach the hub can read
 *     them
 * @param refresh how old figures of the installation can be before the database is queried again
 */
@ConfigurationProperties("berth.metrics")
record MetricsProperties(
        @DefaultValue("true") boolean authenticate,
        @DefaultValue("15s") Duration refresh) {

    MetricsProperties {
        if (refresh.toMillis() < 1_000) {
            throw new IllegalArgumentException("berth.metrics.refresh is " + refresh + ", but must be at least 1s");
        }
    }
}
