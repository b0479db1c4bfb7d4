/**
 * The reverse proxy in front of the hub and of all users' servers: a library that the hub embeds, and a runnable.
 *
 * <p>It owns no truth. What it may do comes from the hub on one ordered feed (see {@code dev.berth.spi.route}); a copy on disk lets it
 * restart while no hub is there. {@link dev.berth.proxy.BerthProxy} is the way in.
 *
 * <ul>
 *   <li>{@code table}: routes, grants and withdrawals in memory and on disk. Knows neither HTTP nor Vert.x.
 *   <li>{@code hub}: the conversation with the hubs: feed, decisions, activity. May use {@code table}.
 *   <li>{@code http}: the public side: who may pass, where it goes, what is taken off and put on. May use {@code table} and {@code hub}.
 *   <li>{@code boot}: the hub's embedding. May use this package only.
 * </ul>
 */
@NullMarked
package dev.berth.proxy;

import org.jspecify.annotations.NullMarked;
