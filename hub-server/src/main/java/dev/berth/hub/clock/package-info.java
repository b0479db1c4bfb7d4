/**
 * The clock that every room is given, so that a test can move it. Apart from the others because commands need it, and they scan only the
 * rooms that they work with.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.clock;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
