/**
 * Browser sessions: their cookies, their lifetimes, their tokens against cross-site requests, and the identity that each came from.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Only the browser knows a session's value; the hub keeps its SHA-256. Each sign-in and each new password makes a new session.
 *   <li>The end of a session is one transaction with its withdrawal from the proxies, and the answer waits until they have it.
 *   <li>A session that came from a provider ends no later than the provider's own session; what is kept about it is sealed.
 * </ol>
 *
 * <p>May use {@code keys}, {@code access}, {@code user}, {@code audit} and {@code web}. Does not know how people sign in.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "keys", "user", "web"})
@NullMarked
package dev.berth.hub.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
