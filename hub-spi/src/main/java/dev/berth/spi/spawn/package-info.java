/**
 * What makes servers real: the seam between the hub, which decides, and a runtime (processes, Docker, Kubernetes), which holds them.
 *
 * <p>Values in, values out. Every operation of a {@link dev.berth.spi.spawn.Spawner} is idempotent and may be repeated by another
 * replica of the hub after a crash at any point; the generation of a server decides which call is still meant.
 *
 * <p>May use the JDK and JSpecify only.
 */
@NullMarked
package dev.berth.spi.spawn;

import org.jspecify.annotations.NullMarked;
