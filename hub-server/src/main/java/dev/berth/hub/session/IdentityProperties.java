package dev.berth.hub.session;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
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
        @DefaultValue("5m")
        @DurationMin(seconds = 1, message = "Use 1s to 1d")
        @DurationMax(days = 1, message = "Use 1s to 1d")
        Duration refreshInterval,

        @DefaultValue("true") boolean beforeStart,

        @DefaultValue("30s") @DurationMin(message = "Use at least 0s")
        Duration beforeStartAge) {}
