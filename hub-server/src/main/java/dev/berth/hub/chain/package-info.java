/**
 * Spring Security's part: the filters through which every request passes, from the proxy secret to the caller's credential.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Forwarding headers are trusted, and cookies and pages are available, only for requests that came through one of the hub's own
 *       proxies, or from the addresses of configurable-http-proxy if the hub uses it.
 *   <li>Every unsafe request with a cookie carries a token bound to its session, whatever its Origin and Fetch Metadata headers contain.
 *   <li>A credential is looked up at most once in a request, and only if a handler asks for the caller.
 * </ol>
 *
 * <p>May use {@code signin} (rules about addresses), {@code session}, {@code keys}, {@code access} and {@code web}.
 */
@ApplicationModule(allowedDependencies = {"access", "keys", "session", "signin", "web"})
@NullMarked
package dev.berth.hub.chain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
