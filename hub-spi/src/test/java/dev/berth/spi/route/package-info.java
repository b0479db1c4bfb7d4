/** Paths, as routers read them. */
@org.jspecify.annotations.NullUnmarked
package dev.berth.spi.route;
