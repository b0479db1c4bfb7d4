/**
 * Who is at the browser: built-in accounts, the seam for other providers, browser sessions, and Spring Security's chain.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Every sign-in, by whatever provider, ends in {@link dev.berth.hub.signin.SignIn}: identity, rules, user, UID and session in one
 *       transaction. Nobody is let in unless a rule says so.
 *   <li>A session's value is known to the browser alone; the hub keeps its SHA-256. Each sign-in and each new password makes a new one.
 *   <li>The end of a session is one transaction with its withdrawal from the proxies, and the answer waits until they have it.
 *   <li>Forwarding headers are believed, and cookies and pages exist, only for requests that came through the hub's own proxy.
 *   <li>Every unsafe request with a cookie carries a token bound to its session, whatever the browser says about where it comes from.
 *   <li>Whether an account exists shows neither in words nor in time.
 *   <li>A session that came from a provider does not outlive what the provider said of its own, and what is kept of a provider is sealed.
 *   <li>A password is shown to the provider that was chosen, and to no other.
 *   <li>Which rule let somebody in or turned them away is recorded for administrators; the person is told that it did not work.
 *   <li>Where a second factor is asked for there is no session before its code, whichever way led there; a code is good once.
 * </ol>
 *
 * <p>{@code redirect} is the way to providers with pages of their own and back; {@code refresh} asks providers again.
 *
 * <p>May use {@code access}, {@code user}, {@code audit}, {@code database} (its folder) and {@code web}.
 */
@ApplicationModule(allowedDependencies = {"access", "user", "audit", "database", "web"})
@NullMarked
package dev.berth.hub.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
