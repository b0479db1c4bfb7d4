/**
 * Checks of each component's configuration that run before anything starts, so that all problems can be reported at once.
 *
 * <p>May use only the JDK and JSpecify.
 */
@NullMarked
package dev.berth.spi.check;

import org.jspecify.annotations.NullMarked;
