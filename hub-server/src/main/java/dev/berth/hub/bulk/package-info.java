/**
 * One action on many users or servers: first a preview, item by item, then the same items for real. Each item is a separate change, made
 * and recorded by the feature to which it belongs; a failed item does not affect the others.
 *
 * <p>May use access, audit, server and user.
 */
@ApplicationModule(allowedDependencies = {"access", "administration", "audit", "server", "user"})
@NullMarked
package dev.berth.hub.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
