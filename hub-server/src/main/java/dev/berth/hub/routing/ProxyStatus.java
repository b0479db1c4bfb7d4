package dev.berth.hub.routing;

import java.time.OffsetDateTime;

/**
 * What the hub knows of a proxy.
 *
 * @param applied the last number of the feed that it has applied
 * @param connected whether it has asked for more lately
 */
public record ProxyStatus(String name, long applied, OffsetDateTime seenAt, boolean connected) {}
