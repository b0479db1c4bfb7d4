/** Tests of local servers with real processes. */
@NullMarked
package dev.berth.spawner.local;

import org.jspecify.annotations.NullMarked;
