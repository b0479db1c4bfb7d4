/**
 * The health of the installation's components as seen from one hub: hubs, proxies, database, spawner. Each component has a state, facts
 * and, if there is a problem, a stable code with a remedy.
 *
 * <p>May use server, replica, routing and database. Read-only; nothing is decided by its results.
 */
@ApplicationModule(allowedDependencies = {"database", "replica", "routing", "server"})
@NullMarked
package dev.berth.hub.overview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
