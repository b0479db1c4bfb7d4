/**
 * Sentences that are stored and sent in English, and shown on pages in the reader's language.
 *
 * <p>May use only the JDK and JSpecify.
 */
@NullMarked
package dev.berth.spi.text;

import org.jspecify.annotations.NullMarked;
