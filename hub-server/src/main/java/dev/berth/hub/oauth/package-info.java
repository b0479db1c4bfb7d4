/**
 * The OAuth 2.0 provider of servers and services that authorize their visitors themselves: authorization code grant (RFC 6749, section 4.1), with PKCE
 * where a client uses it (RFC 7636), and nothing else. docs/adr/0017-oauth-provider.md says why it is not Spring's.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A client is a server that was started with the mode {@code self}, or a service. A server exists from its start to its end, and its
 *       secret is the token of that start; a service's secret is its token.
 *   <li>A code is sent to exactly the registered address, is valid once and for five minutes, and belongs to a browser session.
 *   <li>A token ends with its session, with its owner's account, and with the server or service. Its scopes are restricted to its owner's at each use.
 *   <li>Only hashes of codes and tokens are stored.
 * </ol>
 *
 * <p>May use access (tokens, scopes), audit, entry (who has access to a server), server (its clients), session, user and web.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "entry", "server", "session", "user", "web"})
@NullMarked
package dev.berth.hub.oauth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
