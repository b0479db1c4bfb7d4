/**
 * Sign-in by OAuth2 and OpenID Connect: any OpenID Connect provider, Keycloak, GitHub, Google, and plain OAuth2 by configuration alone.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A person is identified by (provider, subject); the subject is OpenID Connect's {@code sub} or a number that is never reused. A
 *       person is never looked up by an email address or a name.
 *   <li>An email address counts only if {@code email_verified} is the boolean {@code true}. No library converts a string to that boolean on
 *       the way here.
 *   <li>Domains, issuers, audiences and organizations are compared completely, never by a part.
 *   <li>Each authorization code is bound to one departure: state, nonce and PKCE (S256) are new each time.
 *   <li>Only {@code invalid_grant} concerns a person; any other error of a provider says nothing about people.
 *   <li>A provider's responses are limited in size and time, and redirects are not followed.
 * </ol>
 *
 * <p>May use the identity and check packages of hub-spi, Spring Security's OAuth2 client and JOSE, and CEL.
 */
@NullMarked
package dev.berth.auth.oauth2;

import org.jspecify.annotations.NullMarked;
