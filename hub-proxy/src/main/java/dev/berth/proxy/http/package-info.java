/**
 * The public side: reads a request once into a {@link dev.berth.proxy.http.Visit}, decides, and forwards.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The canonical beginning of the path is all that decides. What stands behind the route's prefix is sent as it came, and is
 *       looked at only to refuse what could lead the next router out of that prefix.
 *   <li>The decision stands in a handler before any forwarding, the same for plain requests and upgrades.
 *   <li>Headers that say who or where somebody is never come from outside: they are taken off first and set last.
 *   <li>Every way out of a handler ends in an answer or in a closed connection.
 * </ol>
 */
@NullMarked
package dev.berth.proxy.http;

import org.jspecify.annotations.NullMarked;
