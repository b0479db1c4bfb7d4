package dev.berth.hub.server;

import java.time.Duration;
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
 */
@ConfigurationProperties("berth.servers")
public record ServersProperties(
        @DefaultValue("keep") OnShutdown onShutdown,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("10s") Duration lookInterval,
        @DefaultValue("500ms") Duration startingInterval,
        @DefaultValue("30s") Duration sweepInterval,
        @DefaultValue("32") int concurrency,
        @DefaultValue("0") int pendingLimit,
        @DefaultValue("0") int activeLimit,
        @DefaultValue("10s") Duration stopPatience,
        @DefaultValue("10s") Duration startPatience,
        @DefaultValue("30s") Duration newcomerPatience,
        @DefaultValue("0") int namedLimit) {

    public ServersProperties {
        require(poll.isPositive(), "poll", poll, "use a time above zero, such as 1s");
        require(lease.toSeconds() >= 2, "lease", lease, "use at least 2s");
        require(lookInterval.isPositive(), "look-interval", lookInterval, "use a time above zero, such as 10s");
        require(
                startingInterval.isPositive(),
                "starting-interval",
                startingInterval,
                "use a time above zero, such as 1s");
        require(sweepInterval.isPositive(), "sweep-interval", sweepInterval, "use a time above zero, such as 30s");
        require(concurrency >= 1, "concurrency", concurrency, "use at least 1");
        require(pendingLimit >= 0, "pending-limit", pendingLimit, "use 0 for no limit");
        require(activeLimit >= 0, "active-limit", activeLimit, "use 0 for no limit");
        require(!stopPatience.isNegative(), "stop-patience", stopPatience, "use 0s for no wait");
        require(!startPatience.isNegative(), "start-patience", startPatience, "use 0s for no wait");
        require(!newcomerPatience.isNegative(), "newcomer-patience", newcomerPatience, "use 0s for none");
        require(namedLimit >= 0, "named-limit", namedLimit, "use 0 for none");
    }

    /**
     * When to check a server again that has been starting for this long: after an eighth of that time, within the two intervals. The
     * runtime usually reports events; hundreds of servers that wait for hours for a GPU must not cost two checks per second each.
     */
    public Duration startingInterval(Duration pending) {
        Duration eighth = pending.dividedBy(8);
        Duration bounded = eighth.compareTo(lookInterval) < 0 ? eighth : lookInterval;
        return bounded.compareTo(startingInterval) > 0 ? bounded : startingInterval;
    }

    private static void require(boolean holds, String key, Object value, String remedy) {
        if (!holds) {
            throw new IllegalArgumentException("berth.servers." + key + " is " + value + ": " + remedy);
        }
    }

    /** What happens to servers when the last hub stops. */
    enum OnShutdown {
        KEEP,
        STOP
    }
}
