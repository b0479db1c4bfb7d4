/**
 * Hints between replicas over PostgreSQL's NOTIFY: they make things faster, but nothing depends on their arrival. Every listener also
 * polls.
 *
 * <p>May use PostgreSQL's driver; does not use other packages of the hub.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.hint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
