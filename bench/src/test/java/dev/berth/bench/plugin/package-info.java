@NullMarked
package dev.berth.bench.plugin;

import org.jspecify.annotations.NullMarked;
