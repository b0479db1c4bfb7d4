/**
 * Sign-in by OAuth2 and OpenID Connect: any OpenID Connect provider, Keycloak, GitHub, Google, and plain OAuth2 by configuration alone.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A person is known by (provider, subject); the subject is OpenID Connect's {@code sub} or a number that is never given out anew.
 *       Neither an e-mail address nor a name ever leads to anybody.
 *   <li>An e-mail address counts only where {@code email_verified} is the boolean {@code true}. No library turns a text into that boolean
 *       on the way here.
 *   <li>Domains, issuers, audiences and organisations are compared whole.
 *   <li>Each authorization code is bound to one departure: state, nonce and PKCE (S256) are new each time.
 *   <li>Only {@code invalid_grant} speaks of a person; whatever else goes wrong with a provider says nothing about them.
 *   <li>What a provider answers is bounded in size and time, and no redirect is followed.
 * </ol>
 *
 * <p>Uses the identity and check seams, Spring Security's OAuth2 client and JOSE, and CEL.
 */
@NullMarked
package dev.berth.auth.oauth2;

import org.jspecify.annotations.NullMarked;
