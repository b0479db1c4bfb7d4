/**
 * The public side: reads a request once into a {@link dev.berth.proxy.http.Visit}, decides, and forwards.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Only the canonical beginning of the path decides. The rest, after the route's prefix, is forwarded unchanged, and is read only to
 *       reject what could lead the next router out of that prefix.
 *   <li>A handler decides before anything is forwarded, in the same way for plain requests and upgrades.
 *   <li>Headers with a visitor's identity or address never come from outside: they are removed first and set last.
 *   <li>Every exit of a handler ends in a response or a closed connection.
 * </ol>
 */
@NullMarked
package dev.berth.proxy.http;

import org.jspecify.annotations.NullMarked;
