/**
 * Tells those who watch the hub that somebody tries passwords: a line in the log, a metric, and a call to an address of theirs.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>What is counted is the audit log, so that replicas count together and nothing is forgotten with a hub.
 *   <li>One alert for one account or address within a period, whichever replica notices; told by the row of the table {@code alerts}.
 *   <li>A call that fails is made again, by any replica, until it was answered or tried often enough. It may come twice, never unsigned.
 *   <li>Signing in never waits for any of this.
 * </ol>
 *
 * <p>May use audit.
 */
@ApplicationModule(allowedDependencies = "audit")
@NullMarked
package dev.berth.hub.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
