/**
 * Hints between replicas over PostgreSQL's NOTIFY: they make things fast, and nothing depends on one arriving. Whoever listens also
 * polls.
 *
 * <p>May use PostgreSQL's driver; uses no other package of the hub.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.berth.hub.hint;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
