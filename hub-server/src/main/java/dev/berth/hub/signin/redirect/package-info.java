/**
 * Sign-in with providers that have their own pages: the redirect and the callback, back-channel logout, and sign-out at the provider.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A sign-in in progress is stored in a sealed cookie of the browser that began it, and nowhere else: an abandoned sign-in leaves
 *       nothing in the database.
 *   <li>It is valid for ten minutes and once, in the whole installation. The state in the URL identifies the cookie, which other browsers
 *       do not have.
 *   <li>Each provider has a separate callback, so that one provider's response is never mistaken for another's (RFC 9700, section 4.4). If
 *       there is only one provider, JupyterHub's address is used, so that existing registrations remain valid.
 *   <li>Only the signature of a logout token counts, and each token counts once.
 * </ol>
 *
 * <p>May use {@code signin}, {@code access}, {@code web} and the identity package of hub-spi.
 */
@NullMarked
package dev.berth.hub.signin.redirect;

import org.jspecify.annotations.NullMarked;
