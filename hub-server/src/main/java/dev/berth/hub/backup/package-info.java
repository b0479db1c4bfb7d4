/**
 * The hub's memory as one file, and the way back.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>All tables are read in one snapshot of the database, however many hubs write meanwhile.
 *   <li>A file under its final name is complete: it is written beside it and renamed when it is on the disk.
 *   <li>Nothing is restored before every checksum of the file was compared, and nothing is kept unless what was loaded reads back the
 *       same. Both happen before the one commit.
 *   <li>A database with a user in it is never restored into.
 *   <li>What is true only while the hub runs (routes, grants, leases, the feed) is not saved. A restored hub begins a new feed, so that
 *       no proxy takes its numbers for the old ones, and holds no server for running: those belong to the hub that was saved.
 * </ol>
 *
 * <p>May use {@code database} and {@code audit}. Users' files are not its matter.
 */
@ApplicationModule(allowedDependencies = {"audit", "database"})
@NullMarked
package dev.berth.hub.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
