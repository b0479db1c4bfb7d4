@NullMarked
package dev.berth.bench.load;

import org.jspecify.annotations.NullMarked;
