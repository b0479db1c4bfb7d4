/**
 * Whether servers are in use, and the stopping of those that evidence shows to be idle, or that are too old.
 *
 * <p>Evidence: a person's requests and messages as the proxies saw them, what the server itself reports, its kernels, its terminals and
 * the jobs in them. A missing or failed answer is not idleness. What a decision rests on is stored with it.
 *
 * <p>May use access, server, replica, profile and the spawn and route seams.
 */
@ApplicationModule(allowedDependencies = {"access", "profile", "replica", "server"})
@NullMarked
package dev.berth.hub.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
