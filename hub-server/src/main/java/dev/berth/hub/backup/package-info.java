/**
 * Backup of the hub's state as one file, and restore.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>All tables are read in one snapshot of the database, however many hubs write in the meantime.
 *   <li>A file under its final name is complete: it is written beside it and renamed when it is on disk.
 *   <li>Nothing is restored before every checksum of the file was compared, and nothing is kept unless the loaded data reads back
 *       identically. Both happen before the single commit.
 *   <li>A backup is never restored into a database with users.
 *   <li>State that is valid only while the hub runs (routes, grants, leases, the feed) is not saved. A restored hub begins a new feed, so
 *       that proxies do not mistake its sequence numbers for the old ones, and does not consider any server as running: those belong to the
 *       hub that was saved.
 * </ol>
 *
 * <p>May use {@code database} and {@code audit}. Users' files are not included.
 */
@ApplicationModule(allowedDependencies = {"audit", "database"})
@NullMarked
package dev.berth.hub.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
