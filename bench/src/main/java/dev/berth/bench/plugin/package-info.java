/** What is added to the hub's class path: a spawner that starts nothing, and a sign-in provider that hashes nothing. */
@NullMarked
package dev.berth.bench.plugin;

import org.jspecify.annotations.NullMarked;
