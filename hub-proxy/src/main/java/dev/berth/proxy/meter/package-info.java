/**
 * The proxy's own metrics, under names that the hub's metrics page lists. Labels have fixed values from this code; none of them comes from
 * a visitor or a user.
 *
 * <p>May use Micrometer, Vert.x's requests and {@code hub} (open connections, applied sequence number).
 */
@NullMarked
package dev.berth.proxy.meter;

import org.jspecify.annotations.NullMarked;
