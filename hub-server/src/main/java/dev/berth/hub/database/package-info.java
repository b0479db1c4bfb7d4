/**
 * The hub's PostgreSQL: found, or started and looked after by the hub itself, its roles, its schema.
 *
 * <p>Invariants of the embedded default:
 *
 * <ol>
 *   <li>It is reached by TCP on 127.0.0.1 only, with scram-sha-256 for everybody; there is no unix socket.
 *   <li>When the hub is root, PostgreSQL runs as the system account {@code berth-db}, which owns the data folder (0700) and nothing
 *       else. It never runs as root and shares no UID with a notebook.
 *   <li>All passwords are random and lie in files (0600) of the hub's own account.
 *   <li>It has a session of its own: neither a terminal's Ctrl-C nor the death of a hub reaches it. Who starts next adopts it.
 *   <li>Each hub that uses it holds a shared lock on {@code postgres/in-use}, which the kernel releases whatever kills the hub; the hub
 *       that stops and can take that lock alone stops PostgreSQL.
 *   <li>{@code postgres/start.lock} is held alone by whoever initialises, starts, adopts or stops.
 * </ol>
 *
 * <p>Three roles: {@code berth_owner} owns the schema and runs the migrations, {@code berth_hub} reads and writes rows, {@code
 * berth_audit} owns the audit table and cannot log in. May use the JDK, Spring and PostgreSQL's driver; uses no other package of the
 * hub.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
