/**
 * Sign-in: from what a provider asserted about somebody to a user of the hub and a session, by rules.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Every sign-in, by whatever provider, ends in {@link dev.berth.hub.signin.SignIn}: identity, rules, user, UID and session in one
 *       transaction. A sign-in is refused unless a rule allows it.
 *   <li>Administrators can see which rule decided; the person only learns that it did not work.
 *   <li>Attempts are counted for all replicas together.
 * </ol>
 *
 * <p>The packages inside use this one, never the other way round: {@code password} (built-in accounts and directories), {@code factor}
 * (one-time codes), {@code redirect} (providers with their own pages) and {@code refresh} (asking providers again). {@code password} and
 * {@code redirect} lead to {@code factor}.
 *
 * <p>May use {@code session}, {@code keys}, {@code access}, {@code user}, {@code audit} and {@code web}.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "keys", "session", "user", "web"})
@NullMarked
package dev.berth.hub.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
