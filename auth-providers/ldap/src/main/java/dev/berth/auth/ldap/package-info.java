/**
 * Sign-in by LDAP directories and Active Directory. Each entry of {@code berth.auth.ldap} is one {@link
 * dev.berth.spi.identity.PasswordProvider} and {@link dev.berth.spi.identity.IdentitySource}.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>An empty password never reaches a server (RFC 4513, section 5.1.2).
 *   <li>User input becomes part of a filter (RFC 4515) or a DN (RFC 4514) only as a value, escaped by the library.
 *   <li>A password is sent only over TLS, to a server whose certificate chain and host name were checked, unless {@code tls: plain} is
 *       configured. The certificate check cannot be turned off.
 *   <li>A name must match exactly one entry; two are rejected. Referrals are not followed, because they would send a password to a server
 *       that is not configured.
 *   <li>The subject is the directory's own immutable key ({@code entryUUID}, {@code objectGUID}), so that a renamed person stays the same
 *       user.
 *   <li>An unavailable directory says nothing about any person.
 * </ol>
 *
 * <p>May use {@code hub-spi}, the UnboundID LDAP SDK, SLF4J, and Spring Boot for its auto-configuration.
 */
@NullMarked
package dev.berth.auth.ldap;

import org.jspecify.annotations.NullMarked;
