/**
 * Hints between replicas over PostgreSQL's NOTIFY: they make things fast, and nothing depends on one arriving. Whoever listens also
 * polls.
 *
 * <p>May use the database only.
 */
@NullMarked
package dev.berth.hub.hint;

import org.jspecify.annotations.NullMarked;
