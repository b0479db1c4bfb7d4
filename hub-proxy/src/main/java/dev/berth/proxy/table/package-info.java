/**
 * Routes, grants and withdrawals, in memory and on disk. One writer (the feed), any number of readers; no HTTP here.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A withdrawn credential has no grant, and gets none while the withdrawal stands, whatever the order of arrival.
 *   <li>A reader that finds a grant has found no withdrawal of its credential before it.
 *   <li>What is on disk is a state that held at its number, never a mixture of two.
 * </ol>
 */
@NullMarked
package dev.berth.proxy.table;

import org.jspecify.annotations.NullMarked;
