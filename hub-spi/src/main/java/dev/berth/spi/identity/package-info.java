/**
 * What a sign-in provider asserts about a person: with a password ({@link dev.berth.spi.identity.PasswordProvider}), on pages of its
 * own ({@link dev.berth.spi.identity.RedirectProvider}), and later without the person ({@link dev.berth.spi.identity.IdentitySource}). All
 * end in an {@link dev.berth.spi.identity.ExternalIdentity}, and the hub alone decides who that is and what they may do.
 *
 * <p>May use the JDK and JSpecify only.
 */
@NullMarked
package dev.berth.spi.identity;

import org.jspecify.annotations.NullMarked;
