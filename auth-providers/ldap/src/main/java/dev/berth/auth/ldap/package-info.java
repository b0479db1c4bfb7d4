/**
 * Sign-in by LDAP directories and Active Directory. Each entry of {@code berth.auth.ldap} is one {@link
 * dev.berth.spi.identity.PasswordProvider} and {@link dev.berth.spi.identity.IdentitySource}.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>An empty password never reaches a server (RFC 4513, section 5.1.2).
 *   <li>What a person typed enters a filter (RFC 4515) or a DN (RFC 4514) only as a value, by the library's own escaping.
 *   <li>A password crosses the network only under TLS with a certificate whose chain and host name were checked, unless {@code tls: plain}
 *       was asked for. There is no way to leave the check of a certificate out.
 *   <li>Exactly one entry stands for a name; two are a refusal. Referrals are not followed: they would carry a password to a server that
 *       nobody has named.
 *   <li>The subject is the directory's own unchanging key ({@code entryUUID}, {@code objectGUID}), so that a renaming keeps the person.
 *   <li>A directory that is down says nothing about anybody.
 * </ol>
 *
 * <p>May use {@code hub-spi}, the UnboundID LDAP SDK, SLF4J, and Spring Boot for its auto-configuration.
 */
@NullMarked
package dev.berth.auth.ldap;

import org.jspecify.annotations.NullMarked;
