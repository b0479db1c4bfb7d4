/**
 * Who holds the other end of a connection on this machine.
 *
 * <p>Users are local processes by design, so the port of a process that has ended can be bound by a user's program. An address therefore
 * proves nothing. The kernel knows which account holds the other end of a connection, and {@code /proc/net/tcp} shows it to everyone. The
 * lookup is made on the very connection that carries the request, before the first byte is sent.
 *
 * <p>May use only the JDK and Vert.x.
 */
@NullMarked
package dev.berth.proxy.peer;

import org.jspecify.annotations.NullMarked;
