/**
 * Failpoints: named points before and after each side effect at which a test can kill or freeze the process. They are off unless an
 * environment variable is set when the process starts.
 */
@NullMarked
package dev.berth.spi.fault;

import org.jspecify.annotations.NullMarked;
