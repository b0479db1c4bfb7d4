/**
 * Second factors: setting one up, and the step between a right password and a session that asks for a one-time code (RFC 6238).
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Where a second factor is required there is no session before its code, whichever provider the person came from.
 *   <li>A code is accepted once. A pending sign-in ends after ten minutes or five wrong codes.
 * </ol>
 *
 * <p>Uses {@code signin}, {@code session}, {@code keys} (sealed secrets), {@code access}, {@code user}, {@code audit} and {@code web}.
 */
@NamedInterface("factor")
@NullMarked
package dev.berth.hub.signin.factor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
