/**
 * Spring Security's part: the filters that every request passes, from the proxy's secret to the caller's credential.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Forwarding headers are believed, and cookies and pages exist, only for requests that came through one of the hub's own proxies.
 *   <li>Every unsafe request with a cookie carries a token bound to its session, whatever the browser says about where it comes from.
 *   <li>A credential is looked up at most once in a request, and only when a handler asks who the caller is.
 * </ol>
 *
 * <p>May use {@code signin} (rules about addresses), {@code session}, {@code keys}, {@code access} and {@code web}.
 */
@ApplicationModule(allowedDependencies = {"access", "keys", "session", "signin", "web"})
@NullMarked
package dev.berth.hub.chain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
