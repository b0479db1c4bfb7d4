package dev.berth.hub.server;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the hub manages servers.
 *
 * @param onShutdown what happens to users' servers when the last hub of an installation stops
 * @param poll how often a hub looks for work without a hint
 * @param lease how long a claim lasts; a hub that is frozen for longer loses it
 * @param lookInterval how often to check a running server
 * @param startingInterval how often to check a starting or stopping server; less often the longer it has been starting, if the runtime does
 *     not report anything about it
 * @param sweepInterval how often to compare the whole runtime with the database
 * @param concurrency how many servers one hub processes at the same time
 * @param pendingLimit how many starts can be pending at the same time in the installation; further requests must be repeated later; 0 for
 *     no limit
 * @param activeLimit how many servers can be active at the same time in the installation; 0 for no limit
 * @param stopPatience how long a request waits for a server to be gone, if it depends on that
 * @param startPatience how long a REST API request waits for a started server to become ready before it responds that the start continues
 *     (JupyterHub's {@code slow_spawn_timeout}); 0s for no wait
 * @param newcomerPatience how long a newly started hub waits before it treats a start as timed out, because a server may have become ready
 *     while no hub was running
 * @param namedLimit how many named servers a user can have in addition to the default server; 0 for none
 * @param hubUrl scheme, host and port of a proxy as servers reach it, such as http://proxy.berth:8000, for profiles with the mode self. If not
 *     set, the public address, or the embedded proxy's own on this machine
 */
@ConfigurationProperties("berth.servers")
public record ServersProperties(
        @DefaultValue("keep") OnShutdown onShutdown,

        @DefaultValue("1s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 1s")
        Duration poll,

        @DefaultValue("15s") @DurationMin(seconds = 2, message = "Use at least 2s")
        Duration lease,

        @DefaultValue("10s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 10s")
        Duration lookInterval,

        @DefaultValue("500ms") @DurationMin(nanos = 1, message = "Use a time above zero, such as 1s")
        Duration startingInterval,

        @DefaultValue("30s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 30s")
        Duration sweepInterval,

        @DefaultValue("32") @Min(1) int concurrency,
        @DefaultValue("0") @Min(0) int pendingLimit,
        @DefaultValue("0") @Min(0) int activeLimit,

        @DefaultValue("10s") @DurationMin(message = "Use at least 0s")
        Duration stopPatience,

        @DefaultValue("10s") @DurationMin(message = "Use at least 0s")
        Duration startPatience,

        @DefaultValue("30s") @DurationMin(message = "Use at least 0s")
        Duration newcomerPatience,

        @DefaultValue("0") @Min(0) int namedLimit,

        @DefaultValue("")
        @Pattern(
                regexp = "(https?://[^\\s/?#@\"<>]+)?",
                message = "Use scheme, host and port, such as http://proxy.berth:8000")
        String hubUrl) {

    /**
     * When to check a server again that has been starting for this long: after an eighth of that time, within the two intervals. The
     * runtime usually reports events; hundreds of servers that wait for hours for a GPU must not cost two checks per second each.
     */
    public Duration startingInterval(Duration pending) {
        Duration eighth = pending.dividedBy(8);
        Duration bounded = eighth.compareTo(lookInterval) < 0 ? eighth : lookInterval;
        return bounded.compareTo(startingInterval) > 0 ? bounded : startingInterval;
    }

    /** What happens to servers when the last hub stops. */
    enum OnShutdown {
        KEEP,
        STOP
    }
}
