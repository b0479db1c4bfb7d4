/**
 * Configuration as a whole: the file that {@code BERTH_CONFIG} names, the refusal of keys and environment variables that nobody knows and of values that cannot be,
 * all told together. What a key means is the matter of the package that uses it; what is wrong beyond one record is found by that part's
 * {@link dev.berth.spi.check.ConfigurationCheck}.
 *
 * <p>May use only Spring Boot.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
