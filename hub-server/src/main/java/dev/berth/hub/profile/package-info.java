/**
 * Profiles: the configurations with which servers can be started, who can use them, and their limits. They are declared in the
 * configuration and resolved into a {@link dev.berth.hub.profile.ServerSpec}, which is stored with the server, so that a change of the
 * configuration affects only later starts.
 *
 * <p>May use the JDK, Spring and the spawn package of hub-spi.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
