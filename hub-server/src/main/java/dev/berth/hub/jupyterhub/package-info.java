/**
 * Imports the database of a JupyterHub: users, groups, named servers, tokens and shares. Everything that cannot be imported is named with the reason.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>JupyterHub's database is only read, in one snapshot.
 *   <li>An import is one transaction. A preview does the same work and rolls it back, so it reports exactly what would happen.
 *   <li>Importing again changes nothing: what exists is left as it is, and a token that was imported once is never imported again.
 *   <li>Nothing that exists here loses or gains permissions, except that members are added to groups.
 *   <li>A name is never guessed: two users whose names become the same are both left out.
 * </ol>
 *
 * <p>A hub can run at the same time. To it, an import looks like another hub of the same installation that creates accounts.
 *
 * <p>May use access, audit, server, share and user.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "server", "share", "user"})
@NullMarked
package dev.berth.hub.jupyterhub;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
