/**
 * The reverse proxy in front of the hub and of all users' servers: a library that the hub embeds, and a runnable jar.
 *
 * <p>It is never the source of truth. Its rules come from the hub on one ordered feed (see {@code dev.berth.spi.route}); a snapshot on disk
 * lets it restart while no hub is available. The entry point is {@link dev.berth.proxy.BerthProxy}.
 *
 * <ul>
 *   <li>{@code table}: routes, grants and withdrawals in memory and on disk. Does not depend on HTTP or Vert.x.
 *   <li>{@code hub}: communication with the hubs: feed, decisions, activity. May use {@code table}.
 *   <li>{@code peer}: which account holds the other end of a connection. May use none of these packages.
 *   <li>{@code http}: the public side: authorizes and forwards requests, removes and adds headers. May use {@code table}, {@code hub}
 *       and {@code peer}.
 *   <li>{@code boot}: embeds the proxy in the hub. May use only this package.
 * </ul>
 */
@NullMarked
package dev.berth.proxy;

import org.jspecify.annotations.NullMarked;
