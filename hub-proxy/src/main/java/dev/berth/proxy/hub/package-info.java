/**
 * Communication with the hubs: following the feed, asking for decisions, reporting activity.
 *
 * <p>Invariants of the follower:
 *
 * <ol>
 *   <li>Changes are applied in order of their numbers, each once, by one thread.
 *   <li>A number is acknowledged (by the next request) only after its change is in the tables, the connections that it affects are closed,
 *       and, for a change that takes something away, after it is on disk.
 *   <li>A hub's decision about a credential is never put into the tables directly: the grant arrives through the feed, in order.
 * </ol>
 */
@NullMarked
package dev.berth.proxy.hub;

import org.jspecify.annotations.NullMarked;
