/**
 * Runs servers as processes on this machine, each under its user's UID.
 *
 * <p><b>Parts.</b> Each launch has a <i>supervisor</i> (a small shell script in a separate process session), which runs beside the hub and
 * outlives it. Hubs, supervisors and stops share only the <i>runtime folder</i> {@code <berth.home>/run/local/<runtime name>} (mode 0700,
 * owned by the hub); a replica does not keep anything in memory that another one would need. Its files, for generation <i>n</i>:
 *
 * <ul>
 *   <li>{@code n.claim}: created with link(2), so by exactly one process. Either by a supervisor before it forks the server, with
 *       everything needed to adopt the server (supervisor's pid, start time and boot id, UID, port, path, token), or by a stop, as a
 *       tombstone.
 *   <li>{@code n.stop}: a stop was requested; contains the time after which SIGKILL is sent, on the clock since boot.
 *   <li>{@code n.ready}: the server has passed the challenge. {@code n.fault}: why a hub ended the server. {@code n.log}: the end of
 *       its output, copied from a pipe by a process of the supervisor and limited in size.
 *   <li>{@code n.exit}: how the server ended. Written once, when no process of it is left.
 *   <li>{@code lock}: flock(2), which a supervisor holds from its check of the other generations until its claim.
 *   <li>{@code closed}: the server is being forgotten; claims are no longer allowed.
 *   <li>{@code ../ports.lock}: one byte for each port, locked from the choice of the port until a claim records it.
 *   <li>{@code n.<nonce>.launch}, {@code n.<nonce>.program}: the input of one launch; meaningless without a claim.
 * </ul>
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Only the supervisor that created {@code n.claim} ever runs a program for generation <i>n</i>; there is one claim per generation for
 *       as long as the server is known.
 *   <li>A supervisor claims only if no higher generation is claimed and every lower one is a tombstone or has an exit; lock and link make
 *       that check and its claim one step among supervisors. Therefore two generations never run at the same time.
 *   <li>A stop does not take a lock. It writes its claim (if there is none) <i>before</i> it looks for lower claims; a supervisor looks for
 *       higher claims again <i>after</i> its own claim. Whatever the order, one of them sees the other: the supervisor gives up, or the
 *       stop finds the supervisor's claim and ends the server. So after {@code stop(n)}, no process of a generation up to <i>n</i> is
 *       started.
 *   <li>{@code n.exit} exists only if no process of generation <i>n</i> is left: its supervisor kills the remaining processes before it
 *       writes the file; if the supervisor itself is gone, a hub that does not find a process writes it.
 *   <li>A process belongs to generation <i>n</i> if it carries {@code BERTH_SERVER=<name>:<n>:<node>} in its environment and has the
 *       claim's real UID. A supervisor is identified by pid, start time, boot id and the hub's UID together. A pid alone is never
 *       sufficient.
 *   <li>Nothing is concluded unless {@code node.id} is readable and has the same content as at the start: if the runtime folder is missing,
 *       servers are unknown, never absent.
 *   <li>A token is sent over a connection only after its other end was found to belong to a process of that generation.
 * </ol>
 *
 * <p>A process that empties its environment and leaves its session can no longer be attributed to the server; if the hub runs as root, the
 * UID still identifies the user.
 *
 * <p>May use hub-spi; Spring Boot only in the auto-configuration.
 */
@NullMarked
package dev.berth.spawner.local;

import org.jspecify.annotations.NullMarked;
