/**
 * The hub's PostgreSQL (external, or started and managed by the hub), its roles, its schema.
 *
 * <p>Invariants of the embedded default:
 *
 * <ol>
 *   <li>It is reached only by a Unix socket in a folder (0700) of its own account, always with scram-sha-256; it does not listen on a port,
 *       which any program on the machine could bind while PostgreSQL is down. Before the hub sends anything, the kernel confirms that the
 *       listener runs as the owner of that folder.
 *   <li>If the hub runs as root, PostgreSQL runs under the system account {@code berth-db}, which owns only the data directory (0700). It
 *       never runs as root and never shares a UID with a notebook.
 *   <li>All passwords are random and stored in files (0600) of the hub's own account.
 *   <li>It runs in a separate session: neither a terminal's Ctrl-C nor the death of a hub affects it. The next hub that starts adopts it.
 *   <li>Each hub that uses it holds a shared lock on {@code postgres/in-use}, which the kernel releases however the hub dies; a hub that
 *       stops and can take that lock exclusively stops PostgreSQL.
 *   <li>{@code postgres/start.lock} is held exclusively while a hub initializes, starts, adopts or stops PostgreSQL.
 * </ol>
 *
 * <p>Three roles: {@code berth_owner} owns the schema and runs the migrations, {@code berth_hub} reads and writes rows, {@code berth_audit}
 * owns the audit table and cannot log in. May use the JDK, Spring and PostgreSQL's driver; does not use other packages of the hub.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
