/**
 * What every spawner must hold to ({@link dev.berth.spi.spawn.SpawnerContract}) and a runtime that lives in memory and obeys a test
 * ({@link dev.berth.spi.spawn.InMemorySpawner}). Shipped as hub-spi's test-jar.
 */
@NullMarked
package dev.berth.spi.spawn;

import org.jspecify.annotations.NullMarked;
