package dev.berth.spi.route;

import org.jspecify.annotations.Nullable;

/**
 * Asks for what comes next, and acknowledges everything up to {@code applied}.
 *
 * @param proxy the proxy's stable name
 * @param feed the id of the feed that {@code applied} counts in; null when the proxy knows none
 * @param applied the last number that this proxy has applied to its tables, connections closed; -1 for none, which asks for a
 *     snapshot
 * @param waitMillis how long the hub may hold the answer while nothing is new, at most 30 000
 */
public record FeedRequest(String proxy, @Nullable String feed, long applied, long waitMillis) {}
