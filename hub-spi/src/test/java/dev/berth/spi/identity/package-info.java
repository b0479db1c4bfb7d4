/** A directory in memory, for tests of what asks one. */
@org.jspecify.annotations.NullUnmarked
package dev.berth.spi.identity;
