package dev.berth.hub.activity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How idle servers are found. After how long a server counts as idle is its profile's matter ({@code idle-timeout}).
 *
 * @param enabled whether idle and too old servers are stopped at all
 * @param interval how often it is looked for them
 * @param probeTimeout how long a server may take to tell about its kernels and terminals
 * @param concurrency how many servers one hub asks at once
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
                    + " and berth.culling.probe-timeout " + probeTimeout + ": both need a time above zero");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("berth.culling.concurrency is " + concurrency + ": use at least 1");
        }
    }
}
