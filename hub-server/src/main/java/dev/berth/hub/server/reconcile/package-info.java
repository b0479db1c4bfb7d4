/**
 * The reconciler: claims servers that are due, takes one step with the spawner, and records the result; and the sweep that compares
 * the whole runtime with the rows.
 *
 * <p>The invariants and the state diagram are in {@link dev.berth.hub.server}. {@link dev.berth.hub.server.reconcile.Lifecycle} is that
 * diagram as a function. Only this package calls {@code Spawner.start}, {@code stop}, {@code observe} and {@code list}, and only this
 * package writes what was observed.
 *
 * <p>May use {@code server}, {@code replica}, {@code hint}, {@code user} and {@code web}.
 */
@NullMarked
package dev.berth.hub.server.reconcile;

import org.jspecify.annotations.NullMarked;
