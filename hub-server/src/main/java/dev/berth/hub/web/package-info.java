/**
 * The public side of the hub: where it is found (base URL, hosts, scheme), links, the layout of pages, errors.
 *
 * <p>The hub itself is mounted at {@code /}; the proxy takes the base URL off. So no path of a request tells where the browser is, and
 * every link and redirect goes through {@link dev.berth.hub.web.Links}.
 *
 * <p>May use Spring only; everything may use it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
