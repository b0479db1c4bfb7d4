/**
 * The conversation with the hubs: following the feed, asking for decisions, reporting activity.
 *
 * <p>Invariants of the follower:
 *
 * <ol>
 *   <li>Changes are applied in order of their numbers, each once, by one thread.
 *   <li>A number is acknowledged (by the next request) only after it is in the tables, what it takes away is disconnected, and, for a
 *       change that takes something away, after it is on disk.
 *   <li>A hub's answer about a credential is never put into the tables by itself: it comes by the feed, in its place.
 * </ol>
 */
@NullMarked
package dev.berth.proxy.hub;

import org.jspecify.annotations.NullMarked;
