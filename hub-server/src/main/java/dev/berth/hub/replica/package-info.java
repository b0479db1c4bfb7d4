/**
 * This hub among its equals: its name, its sign of life in the database, leases on work that one replica does at a time, and loops that repeat.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A lease has an epoch that grows with each claim. What a replica writes under an old epoch is refused.
 *   <li>Leases and signs of life are compared by the database's clock only.
 * </ol>
 *
 * <p>Uses the database; no other room.
 */
@ApplicationModule(allowedDependencies = {"database"})
@NullMarked
package dev.berth.hub.replica;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
