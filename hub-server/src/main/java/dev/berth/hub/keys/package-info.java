/**
 * Keys that all replicas share, what is sealed with them, and the secret between hub and proxies.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A key has versions. A new version signs only after every replica has had time to read it; an old one is believed until its time is over.
 *   <li>What is sealed names the version that sealed it, so that a rotation loses nothing.
 *   <li>Only the owner of the schema can change or remove a key; the hub's own role cannot.
 * </ol>
 *
 * <p>May use {@code access} (hashes of credentials), {@code audit} and {@code database} (its folder and its owner's connection).
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database"})
@NullMarked
package dev.berth.hub.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
