package dev.berth.spi.route;

/**
 * The hub's answer about a credential and a route.
 *
 * @param allowed whether it may pass
 * @param seq for a yes: the number of the grant on the feed. The proxy waits until it has applied it and then looks into its own
 *     table, so that a withdrawal that came later is not overtaken
 */
public record Decision(boolean allowed, long seq) {}
