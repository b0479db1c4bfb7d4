/**
 * A user's pages: home, start with its progress, and the page shown for a server that is not running.
 *
 * <p>May use server, entry, routing, profile, share, user, access and web.
 */
@ApplicationModule(
        allowedDependencies = {"access", "entry", "profile", "routing", "server", "share", "usage", "user", "web"})
@NullMarked
package dev.berth.hub.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
