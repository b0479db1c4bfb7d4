package dev.berth.hub.monitor;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
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

        @DefaultValue("15s") @DurationMin(seconds = 1, message = "Use at least 1s")
        Duration refresh) {}
