/**
 * What a part of Berth finds wrong with its configuration before anything starts, so that all of it can be told at once.
 *
 * <p>Uses the JDK and JSpecify only.
 */
@NullMarked
package dev.berth.spi.check;

import org.jspecify.annotations.NullMarked;
