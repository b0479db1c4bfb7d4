/**
 * Starts and stops servers: the interface between the hub, which decides, and a runtime (processes, Docker, Kubernetes), which runs the
 * servers.
 *
 * <p>All inputs and outputs are values. Every operation of a {@link dev.berth.spi.spawn.Spawner} is idempotent, and another replica of the
 * hub may repeat it after a crash at any point; the generation of a server determines which call is still current.
 *
 * <p>May use only the JDK and JSpecify.
 */
@NullMarked
package dev.berth.spi.spawn;

import org.jspecify.annotations.NullMarked;
