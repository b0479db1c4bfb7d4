/**
 * What the hub tells those who watch it: metrics for Prometheus, probes for whoever restarts it or sends it requests, and the log's form.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>No label holds what a user chose: labels are names of the code, of the configuration, or numbers of a fixed set.
 *   <li>However often somebody asks, the database is asked at most once in a while.
 *   <li>Liveness never depends on anything outside of this process.
 * </ol>
 *
 * <p>May use access and web. Features count for themselves under names that {@link dev.berth.hub.monitor.Metric} lists; what is
 * recorded in the audit log is counted here, from the events that it publishes.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "web"})
@NullMarked
package dev.berth.hub.monitor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
