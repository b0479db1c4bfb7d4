/**
 * What every spawner must comply with ({@link dev.berth.spi.spawn.SpawnerContract}), and an in-memory runtime that a test controls
 * ({@link dev.berth.spi.spawn.InMemorySpawner}). Shipped as hub-spi's test-jar.
 */
@NullMarked
package dev.berth.spi.spawn;

import org.jspecify.annotations.NullMarked;
