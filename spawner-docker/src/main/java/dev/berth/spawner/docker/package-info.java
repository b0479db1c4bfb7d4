/**
 * Servers as containers of one Docker engine.
 *
 * <p><b>One container for each start</b>, named after the installation, the server and the generation. The engine lets only one caller create
 * a name, and containers are addressed by their id, never by their name.
 *
 * <p><b>The ledger.</b> What must be known about a start while it has no container is on record in volumes with labels, which are empty and
 * never mounted ({@link dev.berth.spawner.docker.Ledgers}). Their creation decides a race: the first caller's labels stay.
 *
 * <ul>
 *   <li>A start claims its generation, creates the container, reads the ledger again, puts the container's id on record, and starts it. A
 *       stop puts itself on record and then removes or stops every container. So a start either sees the stop, or its container is removed
 *       before it is started.
 *   <li>A hub that dies during a start leaves a claim. Another hub that is asked for the same start waits for ten seconds, removes a
 *       container that was never started, so that a frozen hub can no longer start it, and creates another.
 *   <li>A container that is gone although it was started was removed outside of Berth ({@code LOST}).
 *   <li>When a newer generation has started, the records of older ones are removed: its claim alone makes them void.
 * </ul>
 *
 * <p>Nothing is concluded from the engine's events: they only make things fast.
 */
@NullMarked
package dev.berth.spawner.docker;

import org.jspecify.annotations.NullMarked;
