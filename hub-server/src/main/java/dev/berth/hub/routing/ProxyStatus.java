package dev.berth.hub.routing;

import java.time.OffsetDateTime;

/**
 * The state of a proxy as known to the hub.
 *
 * @param applied the last number of the feed that it has applied
 * @param connected whether it has recently requested changes
 */
public record ProxyStatus(String name, long applied, OffsetDateTime seenAt, boolean connected) {}
