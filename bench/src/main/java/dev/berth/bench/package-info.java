/**
 * Measures Berth beside JupyterHub: {@code make bench}. Both run in turn on the same PostgreSQL, with a spawner that starts nothing and a
 * sign-in that hashes nothing, so that what is measured is the hub and not what both would share. Nothing of this module ships.
 */
@NullMarked
package dev.berth.bench;

import org.jspecify.annotations.NullMarked;
