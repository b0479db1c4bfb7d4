package dev.berth.hub.monitor;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a hub leaves.
 *
 * @param drain how long a hub that was told to stop serves on while /hub/health/ready already says 503, so that whoever sends requests here
 *     notices; 0s where nothing stands in front
 */
@ConfigurationProperties("berth.shutdown")
record ShutdownProperties(@DefaultValue("0s") Duration drain) {

    ShutdownProperties {
        if (drain.isNegative() || drain.toMinutes() > 10) {
            throw new IllegalArgumentException("berth.shutdown.drain is " + drain + "; it must lie between 0s and 10m");
        }
    }
}
