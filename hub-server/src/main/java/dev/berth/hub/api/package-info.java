/**
 * JupyterHub's REST API: its paths, models, status codes and error bodies (versions 5.5.4 and 6.1.1), so that programs written for it work
 * here. Berth's own calls are in {@code berth} and do not change any response here.
 *
 * <p>May use the features whose REST calls it provides. Authorization is not decided here: annotations declare the scope that a handler
 * needs, and {@code access} decides.
 */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "administration",
            "audit",
            "bulk",
            "configuration",
            "database",
            "entry",
            "hint",
            "overview",
            "profile",
            "routing",
            "server",
            "service",
            "session",
            "share",
            "signin",
            "signin::factor",
            "signin::password",
            "usage",
            "user",
            "web"
        })
@NullMarked
package dev.berth.hub.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
