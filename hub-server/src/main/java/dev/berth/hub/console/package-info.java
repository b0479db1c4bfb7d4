/**
 * The administrators' pages: users and servers, and what can be done with them.
 *
 * <p>May use server, user, signin, access, home and web.
 */
@NullMarked
package dev.berth.hub.console;

import org.jspecify.annotations.NullMarked;
