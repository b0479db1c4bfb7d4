/** Sends requests, in a closed loop or at an offered rate, and counts what they take. One thread, so that it costs little beside a hub. */
@NullMarked
package dev.berth.bench.load;

import org.jspecify.annotations.NullMarked;
