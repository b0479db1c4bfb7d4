/** The two hubs, their database, and what their processes cost. */
@NullMarked
package dev.berth.bench.peer;

import org.jspecify.annotations.NullMarked;
