/**
 * Configuration as a whole: the file that {@code BERTH_CONFIG} names, and the refusal of keys that nobody knows. What a key means is the
 * matter of the package that uses it.
 *
 * <p>May use Spring Boot only.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
