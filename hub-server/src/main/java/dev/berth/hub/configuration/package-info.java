/**
 * The configuration as a whole: reads the file in {@code BERTH_CONFIG}, rejects unknown keys, unknown environment variables and invalid
 * values, and reports all problems at once. The package that uses a key defines its meaning; problems beyond one record are found by that
 * package's {@link dev.berth.spi.check.ConfigurationCheck}.
 *
 * <p>May use only Spring Boot.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
