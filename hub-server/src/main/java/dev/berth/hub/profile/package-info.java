/**
 * Profiles: what a server may be started with, who may use it, and how long it may live. Declared in configuration, resolved into a
 * {@link dev.berth.hub.profile.ServerSpec} that is stored with the server, so that a change of configuration touches only later starts.
 *
 * <p>May use the JDK, Spring and the spawn seam.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.profile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
