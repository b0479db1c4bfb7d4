/**
 * One action on many users or servers: first what would happen, item by item, then the same items for real. Each item is a change of its
 * own, made and recorded by the feature that it belongs to; one that fails keeps no other back.
 *
 * <p>May use access, audit, server and user.
 */
@ApplicationModule(allowedDependencies = {"access", "administration", "audit", "server", "user"})
@NullMarked
package dev.berth.hub.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
