/**
 * Signing in at providers with pages of their own: the way there and back, their word that a session has ended, and the way out.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A sign-in that is under way lies in a sealed cookie of the browser that began it, and nowhere else: whoever only begins leaves
 *       nothing in the database.
 *   <li>It counts for ten minutes and once, in the whole installation. The state in the address leads to the cookie; another browser has none.
 *   <li>Each provider has a callback of its own, so that one provider's answer is never taken for another's (RFC 9700, section 4.4). Where
 *       there is one provider only, JupyterHub's address is used, so that existing registrations go on.
 *   <li>A provider's word about ended sessions counts by its signature alone, and once.
 * </ol>
 *
 * <p>Uses {@code signin}, {@code access}, {@code web} and the identity seam.
 */
@NullMarked
package dev.berth.hub.signin.redirect;

import org.jspecify.annotations.NullMarked;
