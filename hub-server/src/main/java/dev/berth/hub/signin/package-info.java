/**
 * Sign-in: turns a provider's assertion about a person into a user and a session, according to the rules.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Every sign-in, with any provider, ends in {@link dev.berth.hub.signin.SignIn}: identity, rules, user, UID and session in one
 *       transaction. A sign-in is rejected unless a rule allows it.
 *   <li>Administrators can see which rule decided; the person only sees that the sign-in failed.
 *   <li>Attempts are counted for all replicas together.
 * </ol>
 *
 * <p>The subpackages use this package, never the reverse: {@code password} (built-in accounts and directories), {@code factor}
 * (one-time codes), {@code redirect} (providers with their own pages) and {@code refresh} (asking providers again). {@code password} and
 * {@code redirect} continue with {@code factor}.
 *
 * <p>May use {@code session}, {@code keys}, {@code access}, {@code user}, {@code audit} and {@code web}.
 */
@ApplicationModule(allowedDependencies = {"access", "audit", "keys", "session", "user", "web"})
@NullMarked
package dev.berth.hub.signin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
