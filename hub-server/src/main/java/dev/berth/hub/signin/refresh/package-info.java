/**
 * Asks providers again about people who have signed in: periodically during a session, and before a server starts.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Only one hub queries a session at a time, under a claim; it writes the result only under that claim.
 *   <li>A provider is never queried within a transaction.
 *   <li>A provider that cannot be asked changes nothing. The last known end of the provider's session still ends ours.
 *   <li>A person who is gone, or no longer allowed, loses every session that came from that identity; a session that has ended at the
 *       provider ends the one session that came from it.
 *   <li>A person who is gone at every provider that can be asked cannot start a server, with any credential.
 * </ol>
 *
 * <p>May use {@code signin}, {@code user}, {@code access} and the identity package of hub-spi.
 */
@NullMarked
package dev.berth.hub.signin.refresh;

import org.jspecify.annotations.NullMarked;
