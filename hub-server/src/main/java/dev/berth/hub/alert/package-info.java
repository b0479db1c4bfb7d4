/**
 * Alerts about password guessing: a log line, a metric, and a request to a webhook.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Alerts count the events of the audit log, so that replicas count together and nothing is lost with a hub.
 *   <li>At most one alert is raised for an account or address within a period, whichever replica detects it; the table {@code alerts}
 *       ensures that.
 *   <li>A failed request is repeated, by any replica, until it succeeds or the attempts are used up. It may arrive twice, but never
 *       unsigned.
 *   <li>Sign-ins never wait for any of this.
 * </ol>
 *
 * <p>May use audit.
 */
@ApplicationModule(allowedDependencies = "audit")
@NullMarked
package dev.berth.hub.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
