/**
 * What all pages share: the frame around them, the language and the theme they are shown in, and what is shown when a request has failed.
 *
 * <p>May use access and web.
 */
@ApplicationModule(allowedDependencies = {"access", "web"})
@NullMarked
package dev.berth.hub.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
