/**
 * What the proxy counts of itself, under names that the hub's page of metrics lists. Labels are words of this code; nothing that a visitor
 * or a user chose is one.
 *
 * <p>May use Micrometer, Vert.x's requests and {@code hub} (what is open, how far the tables have come).
 */
@NullMarked
package dev.berth.proxy.meter;

import org.jspecify.annotations.NullMarked;
