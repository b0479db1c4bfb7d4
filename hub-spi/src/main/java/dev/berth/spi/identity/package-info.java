/**
 * How an identity provider authenticates a person: with a password ({@link dev.berth.spi.identity.PasswordProvider}), on the provider's
 * pages ({@link dev.berth.spi.identity.RedirectProvider}), and later without the person ({@link dev.berth.spi.identity.IdentitySource}).
 * Each of them results in an {@link dev.berth.spi.identity.ExternalIdentity}; only the hub decides which user that is and what they may do.
 *
 * <p>May use only the JDK and JSpecify.
 */
@NullMarked
package dev.berth.spi.identity;

import org.jspecify.annotations.NullMarked;
