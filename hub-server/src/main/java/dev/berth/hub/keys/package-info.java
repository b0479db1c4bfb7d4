/**
 * Keys that all replicas share, sealing with these keys, and the secret between hub and proxies.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A key has versions. A new version signs only after every replica has had time to read it; an old one is accepted until it
 *       expires.
 *   <li>Sealed data contains the version of its key, so that it stays readable after a rotation.
 *   <li>Only the owner of the schema can change or delete a key; the hub's own role cannot.
 * </ol>
 *
 * <p>May use {@code access} (hashes of credentials), {@code audit} and {@code database} (its folder and its owner's connection).
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database"})
@NullMarked
package dev.berth.hub.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
