/**
 * Usage records: who had which resources, since when and until when, and reports of it.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>There is one record for each run of a server that had resources. Its times are the runtime's; where the runtime does not know
 *       one, the record says where it comes from: when the hub last saw the run, or when its end was decided.
 *   <li>A record is written, and closed, in the transaction in which the reconciler records the observation ({@link
 *       dev.berth.hub.server.RunEvent}). A hub that is killed leaves both or neither; the replica that continues observes again.
 *   <li>A record is closed once and never changed. If a run turns out to have gone on, a second record refers to the first and has the
 *       time after its end, so that sums over records are always right. Anonymization, which is configured, removes who it was.
 *   <li>A run that a hub of an older release ended is closed later by {@link dev.berth.hub.usage.UsageUpkeep}.
 *   <li>Roll-ups are derived from records only, and can be deleted at any time. A report uses a roll-up only for days of which no record
 *       has changed since; the rest of the period comes from records.
 * </ol>
 *
 * <p>May use access (scopes), audit, server (its events and its table), user (members of groups), replica (a lease), database and web.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "replica", "server", "user", "web"})
@NullMarked
package dev.berth.hub.usage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
