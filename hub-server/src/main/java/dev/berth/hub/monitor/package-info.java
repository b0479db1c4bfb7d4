/**
 * Monitoring of the hub: metrics for Prometheus, health probes, and the log format.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Labels never contain values that users choose: labels are names from the code or the configuration, or numbers from a fixed set.
 *   <li>However often metrics and probes are queried, the database is queried at most once per interval.
 *   <li>Liveness never depends on anything outside of this process.
 * </ol>
 *
 * <p>May use access and web. Features record their own metrics under names that {@link dev.berth.hub.monitor.Metric} lists; what is
 * recorded in the audit log is counted here, from the events that it publishes.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "web"})
@NullMarked
package dev.berth.hub.monitor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
