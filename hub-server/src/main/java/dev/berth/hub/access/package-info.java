/**
 * What callers may do: scopes under JupyterHub's names, roles, API tokens, and the one place that every request to a handler passes.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Deny by default: a handler without {@link dev.berth.hub.access.RequiresScope}, {@link dev.berth.hub.access.SignedIn}, {@link
 *       dev.berth.hub.access.ProxyOnly} or {@link dev.berth.hub.access.Public} answers nobody.
 *   <li>A token's scopes are cut down to its owner's at each use.
 *   <li>A filtered scope never covers what its filter does not name, and a filter that is not understood covers nothing.
 *   <li>"Not allowed" and "not there" look the same to a caller whose scopes do not cover the target.
 *   <li>No value of a credential is stored or compared; its SHA-256 is.
 * </ol>
 *
 * <p>May use {@code user}, {@code audit} and {@code web}.
 */
@ApplicationModule(allowedDependencies = {"audit", "database", "user", "web"})
@NullMarked
package dev.berth.hub.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
