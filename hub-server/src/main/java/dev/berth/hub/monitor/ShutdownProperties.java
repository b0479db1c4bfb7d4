package dev.berth.hub.monitor;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a hub shuts down.
 *
 * @param drain how long a hub that is shutting down continues to serve while /hub/health/ready already returns 503, so that load balancers
 *     notice; 0s if there are none
 */
@ConfigurationProperties("berth.shutdown")
record ShutdownProperties(
        @DefaultValue("0s")
        @DurationMin(message = "Use 0s to 10m")
        @DurationMax(minutes = 10, message = "Use 0s to 10m")
        Duration drain) {}
