/**
 * The public side of the hub: its addresses (base URL, hosts, scheme), links, the layout of pages, errors.
 *
 * <p>The hub itself is mounted at {@code /}; the proxy removes the base URL. The path of a request therefore does not show the address in
 * the browser, and every link and redirect must be created with {@link dev.berth.hub.web.Links}.
 *
 * <p>May use only Spring; all packages may use it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
