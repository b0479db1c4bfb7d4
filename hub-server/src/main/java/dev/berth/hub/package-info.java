/** The hub's application class. Each direct subpackage is a separate module and declares what it may use. */
@NullMarked
package dev.berth.hub;

import org.jspecify.annotations.NullMarked;
