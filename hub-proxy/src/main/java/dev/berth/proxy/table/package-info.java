/**
 * Routes, grants and withdrawals, in memory and on disk. One writer (the feed), any number of readers; does not depend on HTTP.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A withdrawn credential does not have a grant, and does not get one while the withdrawal exists, in whatever order they arrive.
 *   <li>A reader that finds a grant has not found a withdrawal of its credential before.
 *   <li>The snapshot on disk is the state at its sequence number, never a mixture of two states.
 * </ol>
 */
@NullMarked
package dev.berth.proxy.table;

import org.jspecify.annotations.NullMarked;
