/**
 * Browser sessions: their cookies, their lifetimes, their CSRF tokens, and the identity from which each came.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Only the browser knows a session's value; the hub keeps its SHA-256. Each sign-in and each new password makes a new session.
 *   <li>A session ends in one transaction with its withdrawal from the proxies, and the response waits until they have applied it.
 *   <li>A session that came from a provider ends no later than the provider's own session; data kept for the provider is sealed.
 * </ol>
 *
 * <p>May use {@code keys}, {@code access}, {@code user}, {@code audit} and {@code web}. Does not know how people sign in.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "keys", "user", "web"})
@NullMarked
package dev.berth.hub.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
