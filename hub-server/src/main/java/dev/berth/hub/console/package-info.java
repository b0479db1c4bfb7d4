/**
 * The administrators' pages. Each of them shows, and does, what the REST API does with the same scopes; nothing is decided here.
 *
 * <p>May use the features whose state it shows: access, entry, audit, bulk, configuration, overview, profile, server, service, session, signin,
 * usage, user; the cards of home; and web.
 */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "administration",
            "audit",
            "bulk",
            "configuration",
            "entry",
            "home",
            "overview",
            "server",
            "service",
            "session",
            "signin",
            "signin::factor",
            "signin::password",
            "usage",
            "user",
            "web"
        })
@NullMarked
package dev.berth.hub.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
