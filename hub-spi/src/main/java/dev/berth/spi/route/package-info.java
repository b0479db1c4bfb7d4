/**
 * Routes, grants and withdrawals: the protocol between a hub and its proxies.
 *
 * <p>The hub configures the proxies and is never in the data path; a proxy is never the source of truth. Everything that a proxy must know
 * is on one ordered, acknowledged feed: a snapshot, then changes, each with a sequence number that grows by one. The proxy asks for the
 * changes after the last number that it has applied, which acknowledges all earlier ones. The records here are the JSON bodies of the
 * protocol, field by field.
 *
 * <p>May use only the JDK and JSpecify.
 *
 * <p>Clocks of two machines can differ by hours, so no time is compared with another machine's clock: what is sent carries how much of its
 * lifetime is left, or how long ago something was. Times are sent as well where proxies of an earlier release need them.
 *
 * <h2>Requests</h2>
 *
 * Before anything else is sent over a new connection, the hub proves itself: by its certificate, if its address is an https one; by the
 * account that holds the other end of the connection, if that is on the same machine; otherwise by {@code prove}:
 * {@link dev.berth.spi.route.ProofRequest} → {@link dev.berth.spi.route.Proof}, or 403 for an address that is not the hub's own. This call
 * carries no secret.
 *
 * All paths are on the hub's internal port under {@value dev.berth.spi.route.HubPaths#ROOT}; each other request is a POST with a JSON body and
 * {@code Authorization: token <proxy secret>}.
 *
 * <ul>
 *   <li>{@code feed}: {@link dev.berth.spi.route.FeedRequest} → {@link dev.berth.spi.route.FeedPage}. A long poll: the hub responds as soon
 *       as there is a change, or after the requested time.
 *   <li>{@code decide}: {@link dev.berth.spi.route.DecisionRequest} → {@link dev.berth.spi.route.Decision}. If the request is allowed, the
 *       hub puts a grant on the feed; the response contains the number to wait for, so that a proxy's table always follows the order of
 *       events.
 *   <li>{@code enter}: {@link dev.berth.spi.route.EntryRequest} → {@link dev.berth.spi.route.Entry}. Exchanges a one-time code for a
 *       credential on a user's own host.
 *   <li>{@code activity}: {@link dev.berth.spi.route.ActivityReport} → 204.
 * </ul>
 */
@NullMarked
package dev.berth.spi.route;

import org.jspecify.annotations.NullMarked;
