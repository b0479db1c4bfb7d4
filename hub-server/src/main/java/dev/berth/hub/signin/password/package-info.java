/**
 * Passwords: built-in accounts, directories that check passwords, the sign-in form, invitations, resets and the first administrator.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Neither responses nor response times reveal whether an account exists.
 *   <li>A password is sent only to the provider that the person chose.
 *   <li>At most as many passwords are hashed at once as there are cores; the rest wait in a bounded queue.
 *   <li>A new password ends every other session of its user, in the same transaction.
 * </ol>
 *
 * <p>May use {@code signin}, {@code signin.factor}, {@code session}, {@code access}, {@code user}, {@code audit} and {@code web}.
 */
@NamedInterface("password")
@NullMarked
package dev.berth.hub.signin.password;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
