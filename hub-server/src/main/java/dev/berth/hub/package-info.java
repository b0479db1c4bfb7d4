/** The hub's application class. Each direct sub-package is a module of its own and says what it may use. */
@NullMarked
package dev.berth.hub;

import org.jspecify.annotations.NullMarked;
