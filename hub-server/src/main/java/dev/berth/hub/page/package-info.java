/**
 * The parts that all pages share: the frame, the language and theme, and the page for failed requests.
 *
 * <p>May use access, database and web.
 */
@ApplicationModule(allowedDependencies = {"access", "database", "web"})
@NullMarked
package dev.berth.hub.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
