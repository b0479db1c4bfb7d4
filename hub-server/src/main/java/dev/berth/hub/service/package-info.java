/**
 * Services: adding and removing them over REST, where they listen, and the programs that the hub starts for them. Who they are and what they
 * are allowed to do is decided in access.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>At most one hub starts services: the one with the lease. A program never runs twice.
 *   <li>A program never runs as root, and gets none of the hub's variables or capabilities.
 *   <li>A removed service loses its route, its token, and the tokens of its visitors in one transaction.
 * </ol>
 *
 * <p>May use access, audit, database, replica (the lease), server (where programs find the hub) and web.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "replica", "server", "web"})
@NullMarked
package dev.berth.hub.service;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
