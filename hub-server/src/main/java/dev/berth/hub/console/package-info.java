/**
 * The administrators' pages: users and servers, and what can be done with them.
 *
 * <p>May use server, user, signin, access, audit, home and web.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "home", "server", "signin", "user", "web"})
@NullMarked
package dev.berth.hub.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
