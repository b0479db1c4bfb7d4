package dev.berth.hub.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often providers are asked again whether people who have signed in are still allowed.
 *
 * @param refreshInterval how often to ask a provider about each open session, for the person's groups and account status
 * @param beforeStart whether to ask before a server starts as well
 * @param beforeStartAge a response that is not older than this is sufficient for a start
 */
@ConfigurationProperties(prefix = "berth.identities", ignoreUnknownFields = false)
public record IdentityProperties(
        @DefaultValue("5m") Duration refreshInterval,
        @DefaultValue("true") boolean beforeStart,
        @DefaultValue("30s") Duration beforeStartAge) {

    public IdentityProperties {
        if (refreshInterval.toSeconds() < 1 || refreshInterval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "berth.identities.refresh-interval is " + refreshInterval + ", but must be between 1s and 1d");
        }
        if (beforeStartAge.isNegative()) {
            throw new IllegalArgumentException(
                    "berth.identities.before-start-age is " + beforeStartAge + ", but must not be negative");
        }
    }
}
