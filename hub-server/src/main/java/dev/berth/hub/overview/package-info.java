/**
 * How the parts of the installation are, seen from one hub: hubs, proxies, database, spawner. Each part has a state, facts, and, where
 * something is wrong, a stable code with what to do.
 *
 * <p>May use server, replica, routing and database. Reads only; nothing is decided on what it says.
 */
@ApplicationModule(allowedDependencies = {"database", "replica", "routing", "server"})
@NullMarked
package dev.berth.hub.overview;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
