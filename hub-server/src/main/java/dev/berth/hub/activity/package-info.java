/**
 * Determines whether servers are in use, and stops those that are idle according to the evidence or have reached their maximum lifetime.
 *
 * <p>Evidence: a person's requests and messages as seen by the proxies, the activity that the server itself reports, its kernels, its
 * terminals and the jobs in them. A missing or failed response never counts as idleness. The evidence for a decision is stored with it.
 *
 * <p>May use access, server, replica, profile and the spawn and route packages of hub-spi.
 */
@ApplicationModule(allowedDependencies = {"access", "profile", "replica", "server"})
@NullMarked
package dev.berth.hub.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
