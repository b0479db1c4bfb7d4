/** Links as a browser sees them, and what all pages share. May use no other package of the hub. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
