/**
 * The pages of a person who has servers: home, start with its progress, and what is shown in place of a server that does not run.
 *
 * <p>May use server, entry, routing, profile, user, access and web.
 */
@ApplicationModule(allowedDependencies = {"access", "entry", "profile", "routing", "server", "user", "web"})
@NullMarked
package dev.berth.hub.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
