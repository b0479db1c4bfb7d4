/** An in-memory directory for tests. */
@org.jspecify.annotations.NullUnmarked
package dev.berth.spi.identity;
