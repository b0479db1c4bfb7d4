/**
 * Routes, grants and withdrawals: what a hub tells its proxies, and what a proxy asks of a hub.
 *
 * <p>The hub configures the proxy and is never in the data path itself; the proxy owns no truth. Everything that a proxy must know
 * travels on one ordered, acknowledged feed: a snapshot, then changes, each with a sequence number that grows by one. The proxy asks
 * for what comes after the last number it has applied, and asking acknowledges all before it. The records here are the JSON bodies of
 * that conversation, field by field.
 *
 * <p>May use the JDK and JSpecify only.
 *
 * <h2>The conversation</h2>
 *
 * All paths lie on the hub's internal port under {@value dev.berth.spi.route.HubPaths#ROOT}; each request is a POST with a JSON body
 * and {@code Authorization: token <proxy secret>}.
 *
 * <ul>
 *   <li>{@code feed}: {@link dev.berth.spi.route.FeedRequest} → {@link dev.berth.spi.route.FeedPage}. Waits on the hub's side until
 *       something comes, up to the time asked for.
 *   <li>{@code decide}: {@link dev.berth.spi.route.DecisionRequest} → {@link dev.berth.spi.route.Decision}. A yes is a grant on the
 *       feed; the answer says which number to wait for, so that a proxy's table is never ahead of or behind the order of events.
 *   <li>{@code enter}: {@link dev.berth.spi.route.EntryRequest} → {@link dev.berth.spi.route.Entry}. Trades a one-time code for a
 *       credential on a user's own host.
 *   <li>{@code activity}: {@link dev.berth.spi.route.ActivityReport} → 204.
 * </ul>
 */
@NullMarked
package dev.berth.spi.route;

import org.jspecify.annotations.NullMarked;
