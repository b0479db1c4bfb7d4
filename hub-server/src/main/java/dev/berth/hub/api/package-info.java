/**
 * JupyterHub's REST API: its paths, models, status codes and error bodies (versions 5.5.4 and 6.1.1), so that programs written for it
 * work here. What is Berth's own lies elsewhere and changes no answer here.
 *
 * <p>May use server, routing, user, access, profile, hint and web. No rule about who may do what is decided here: annotations say which scope a
 * handler needs, and {@code access} decides.
 */
@ApplicationModule(allowedDependencies = {"access", "hint", "profile", "routing", "server", "user", "web"})
@NullMarked
package dev.berth.hub.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
