package dev.berth.spi.route;

/**
 * The hub's decision about a credential and a route.
 *
 * @param allowed whether the credential may use the route
 * @param seq if allowed, the sequence number of the grant on the feed. The proxy waits until it has applied that number and then consults
 *     its own table, so that a later withdrawal is not missed
 */
public record Decision(boolean allowed, long seq) {}
