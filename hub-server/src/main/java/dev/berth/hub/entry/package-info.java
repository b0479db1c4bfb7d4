/**
 * Entering servers: who may, which administrator must give a reason first, and the record of each entry that the server's owner can read.
 *
 * <p>May use {@code access}, {@code user} and {@code audit}.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "user"})
@NullMarked
package dev.berth.hub.entry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
