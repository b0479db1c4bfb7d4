/**
 * Second factors: setting one up, and the step between a correct password and a session, which requires a one-time code (RFC 6238).
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>If a second factor is required, the session is opened only after its code, whichever provider the person used.
 *   <li>A code is accepted once. A pending sign-in ends after ten minutes or five wrong codes.
 * </ol>
 *
 * <p>May use {@code signin}, {@code session}, {@code keys} (sealed secrets), {@code access}, {@code user}, {@code audit} and {@code web}.
 */
@NamedInterface("factor")
@NullMarked
package dev.berth.hub.signin.factor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
