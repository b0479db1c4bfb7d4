package dev.berth.hub.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether people may still be here: providers are asked again about those who have signed in.
 *
 * @param refreshInterval how often a provider is asked about each session that is open, for its groups and for the right to be here
 * @param beforeStart whether it is also asked before a server starts
 * @param beforeStartAge an answer that is no older than this is good enough for a start
 */
@ConfigurationProperties(prefix = "berth.identities", ignoreUnknownFields = false)
public record IdentityProperties(
        @DefaultValue("5m") Duration refreshInterval,
        @DefaultValue("true") boolean beforeStart,
        @DefaultValue("30s") Duration beforeStartAge) {

    public IdentityProperties {
        if (refreshInterval.toSeconds() < 1 || refreshInterval.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "berth.identities.refresh-interval is " + refreshInterval + "; it must lie between 1s and 1d");
        }
        if (beforeStartAge.isNegative()) {
            throw new IllegalArgumentException(
                    "berth.identities.before-start-age is " + beforeStartAge + "; it must not be negative");
        }
    }
}
