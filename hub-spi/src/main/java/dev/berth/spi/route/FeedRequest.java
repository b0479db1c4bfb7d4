package dev.berth.spi.route;

import org.jspecify.annotations.Nullable;

/**
 * Asks for the next changes and acknowledges everything up to {@code applied}.
 *
 * @param proxy the proxy's stable name
 * @param feed the id of the feed to which {@code applied} belongs; null if the proxy does not know one
 * @param applied the last sequence number that this proxy has applied to its tables, including the closing of connections; -1 for none,
 *     which requests a snapshot
 * @param waitMillis how long the hub may delay the response while there are no changes, at most 30 000
 */
public record FeedRequest(String proxy, @Nullable String feed, long applied, long waitMillis) {}
