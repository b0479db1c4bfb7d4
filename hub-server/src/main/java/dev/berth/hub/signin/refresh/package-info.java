/**
 * Providers are asked again about people who have signed in: at an interval while a session lives, and before a server starts.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>One hub asks about a session at a time, under a claim; what it learns is written under that claim only.
 *   <li>No transaction is open while a provider is asked.
 *   <li>A provider that cannot be asked changes nothing. Its own session's end, as it told it last, still ends ours.
 *   <li>Who is gone, or no longer allowed, loses every session that came from that identity; a session of the provider's that is over ends the
 *       one session that came from it.
 *   <li>Whoever is gone at every provider that can be asked starts nothing, by whatever credential.
 * </ol>
 *
 * <p>Uses {@code signin}, {@code user}, {@code access} and the identity seam.
 */
@NullMarked
package dev.berth.hub.signin.refresh;

import org.jspecify.annotations.NullMarked;
