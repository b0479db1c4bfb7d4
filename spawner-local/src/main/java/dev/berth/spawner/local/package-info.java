/**
 * Servers as processes on this machine, each under its user's UID.
 *
 * <p><b>Parts.</b> For each launch a <i>supervisor</i> (a small shell script in a process session of its own) runs beside the hub and
 * outlives it. The <i>runtime folder</i> {@code <berth.home>/run/local/<runtime name>} (0700, the hub's) is all that hubs, supervisors
 * and stops share; no replica keeps anything in memory that another one would need. Its files, for generation <i>n</i>:
 *
 * <ul>
 *   <li>{@code n.claim}: made by link(2), so by exactly one. Either by a supervisor before it forks the server, with everything needed
 *       to adopt it (supervisor's pid, start time and boot id, UID, port, path, token), or by a stop, as a tombstone.
 *   <li>{@code n.stop}: somebody asked for the end; holds the time after which force is used, on the clock since boot.
 *   <li>{@code n.ready}: it has answered the challenge once. {@code n.fault}: why a hub ended it. {@code n.log}: its output.
 *   <li>{@code n.exit}: how it ended. Written once, when no process of it is left.
 *   <li>{@code lock}: flock(2), held by a supervisor from its check of the other generations to its claim.
 *   <li>{@code closed}: the server is being forgotten; nothing may claim any more.
 *   <li>{@code ../ports.lock}: one byte for each port, locked from its choice to the claim that names it.
 *   <li>{@code n.<nonce>.launch}, {@code n.<nonce>.program}: what one launch brings; without a claim they mean nothing.
 * </ul>
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Only the supervisor that made {@code n.claim} ever runs a program for generation <i>n</i>; there is one claim per generation
 *       for as long as the server is known.
 *   <li>A supervisor claims only if no higher generation is claimed and every lower one is a tombstone or has an exit; lock and link
 *       make that check and its claim one step among supervisors. Hence no two generations run at once.
 *   <li>A stop takes no lock. It writes its claim (if there is none) <i>before</i> it looks for lower claims; a supervisor looks for
 *       higher claims again <i>after</i> it claimed. Whatever the order, one of them sees the other: the supervisor gives up, or the
 *       stop finds its claim and ends it. So after {@code stop(n)} nothing of a generation up to <i>n</i> comes to life.
 *   <li>{@code n.exit} exists only when no process of generation <i>n</i> is left: its supervisor sweeps before it writes; where the
 *       supervisor itself is gone, a hub that sees no process writes it.
 *   <li>A process belongs to generation <i>n</i> if it carries {@code BERTH_SERVER=<name>:<n>:<node>} in its environment and has the
 *       claim's real UID. A supervisor is known by pid, start time, boot id and the hub's UID together. No pid alone means anything.
 *   <li>{@code node.id} must be readable and be what it was at the start before anything is judged: a runtime folder that is not there
 *       makes servers unknown, never absent.
 *   <li>A token is sent over a connection only after its other end was seen in the hands of a process of that generation.
 * </ol>
 *
 * <p>A process that empties its environment and leaves its session is no longer known as the server's; with root its UID still tells
 * whose it is.
 *
 * <p>May use hub-spi; Spring Boot only in the auto-configuration.
 */
@NullMarked
package dev.berth.spawner.local;

import org.jspecify.annotations.NullMarked;
