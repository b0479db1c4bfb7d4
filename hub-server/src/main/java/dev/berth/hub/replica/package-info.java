/**
 * This hub as one of several replicas: its name, its heartbeat in the database, leases on work that one replica does at a time, and
 * periodic work.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A lease has an epoch that increases with each claim. Writes under an old epoch are rejected.
 *   <li>Leases and heartbeats are compared only with the database's clock.
 * </ol>
 *
 * <p>May use only the database.
 */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package dev.berth.hub.replica;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
