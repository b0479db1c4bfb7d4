package dev.berth.hub.activity;

import java.time.Duration;
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
        @DefaultValue("30s") Duration interval,
        @DefaultValue("10s") Duration probeTimeout,
        @DefaultValue("32") int concurrency) {

    CullingProperties {
        if (!interval.isPositive() || !probeTimeout.isPositive()) {
            throw new IllegalArgumentException("berth.culling.interval is " + interval
                    + " and berth.culling.probe-timeout " + probeTimeout + ". Both must be positive");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("berth.culling.concurrency is " + concurrency + ". Use at least 1");
        }
    }
}
