/**
 * The reconciler: claims servers that are due, takes one step with the spawner, and writes what came of it; and the sweep that compares
 * the whole runtime with the rows.
 *
 * <p>The invariants and the picture of states stand in {@link dev.berth.hub.server}. {@link dev.berth.hub.server.reconcile.Lifecycle} is that
 * picture as a function. This package alone calls {@code Spawner.start}, {@code stop}, {@code observe} and {@code list}, and it alone writes
 * what was seen.
 *
 * <p>Uses {@code server}, {@code replica}, {@code hint}, {@code user} and {@code web}.
 */
@NullMarked
package dev.berth.hub.server.reconcile;

import org.jspecify.annotations.NullMarked;
