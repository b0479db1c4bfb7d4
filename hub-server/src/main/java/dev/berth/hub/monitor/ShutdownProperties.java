package dev.berth.hub.monitor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a hub shuts down.
 *
 * @param drain how long a hub that is shutting down continues to serve while /hub/health/ready already returns 503, so that load balancers
 *     notice; 0s if there are none
 */
@ConfigurationProperties("berth.shutdown")
record ShutdownProperties(@DefaultValue("0s") Duration drain) {

    ShutdownProperties {
        if (drain.isNegative() || drain.toMinutes() > 10) {
            throw new IllegalArgumentException("berth.shutdown.drain is " + drain + ", but must be between 0s and 10m");
        }
    }
}
