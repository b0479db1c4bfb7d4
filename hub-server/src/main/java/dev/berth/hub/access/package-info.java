/**
 * Authorization: scopes under JupyterHub's names, roles, API tokens, and the single point through which every request to a handler passes.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Deny by default: a handler without {@link dev.berth.hub.access.RequiresScope}, {@link dev.berth.hub.access.SignedIn},
 *       {@link dev.berth.hub.access.ProxyOnly} or {@link dev.berth.hub.access.Public} rejects every request.
 *   <li>A token's scopes are restricted to its owner's at each use.
 *   <li>A filtered scope covers only what its filter names, and an unknown filter covers nothing.
 *   <li>"Not allowed" and "does not exist" look the same to a caller whose scopes do not cover the target.
 *   <li>The values of credentials are never stored or compared, only their SHA-256.
 * </ol>
 *
 * <p>May use {@code user}, {@code audit} and {@code web}.
 */
@ApplicationModule(allowedDependencies = {"audit", "database", "user", "web"})
@NullMarked
package dev.berth.hub.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
