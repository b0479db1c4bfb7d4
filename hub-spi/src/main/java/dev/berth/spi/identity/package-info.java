/**
 * What a sign-in provider asserts about a person. Sign-in itself uses Spring Security's interfaces; a provider ends in an {@link
 * dev.berth.spi.identity.ExternalIdentity}, and the hub alone decides who that is and what they may do.
 *
 * <p>May use the JDK and JSpecify only.
 */
@NullMarked
package dev.berth.spi.identity;

import org.jspecify.annotations.NullMarked;
