/**
 * Shares: what the owner of a server, or somebody on their behalf, lets other users and groups do on it; and codes with which people accept
 * a share.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A share covers one server. Only the names of its scopes are stored; their filter is the server under the name that its owner has at
 *       the time of use.
 *   <li>Users share only what they hold on that server.
 *   <li>The scopes of a share are part of its recipient's scopes, of a group's share of those of each member, for sessions and tokens alike
 *       ({@link dev.berth.hub.access.GrantedScopes}).
 *   <li>What takes scopes away publishes {@link dev.berth.hub.share.ShareWithdrawn} as the last step of its transaction, so that proxies ask
 *       again, and waits for the proxies after the commit.
 *   <li>A share ends with its server, its owner, and its recipient. A later server with the same name is not shared.
 *   <li>Of codes, only hashes are stored.
 * </ol>
 *
 * <p>Locks are taken in the order owner, server, shares, head of the feed: the order in which servers and users are removed.
 *
 * <p>May use access, audit, server (which servers exist, and its events), user and web.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "database", "server", "user", "web"})
@NullMarked
package dev.berth.hub.share;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
