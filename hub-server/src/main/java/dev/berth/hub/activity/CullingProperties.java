package dev.berth.hub.activity;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How idle servers are found. The profile decides after which time a server counts as idle ({@code idle-timeout}).
 *
 * @param enabled whether servers are stopped when they are idle or reach their maximum lifetime
 * @param interval how often to look for idle servers
 * @param probeTimeout how long a server can take to report its kernels and terminals
 * @param concurrency how many servers one hub queries at the same time
 */
@ConfigurationProperties("berth.culling")
record CullingProperties(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("30s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 30s")
        Duration interval,

        @DefaultValue("10s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 10s")
        Duration probeTimeout,

        @DefaultValue("32") @Min(1) int concurrency) {}
