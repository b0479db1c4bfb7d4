/**
 * Access to servers: who has it, which administrators must give a reason first, and the records of access that the server's owner can read.
 *
 * <p>May use {@code access}, {@code user} and {@code audit}.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "user"})
@NullMarked
package dev.berth.hub.entry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
