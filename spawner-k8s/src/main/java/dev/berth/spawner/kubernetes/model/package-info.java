/**
 * Translates a start request into Kubernetes objects, and Kubernetes objects into their meaning. Pure functions: no clock, no client, no
 * state.
 *
 * <p>May use the JDK, hub-spi, the settings, and fabric8's object classes and serialization; nothing that communicates with an API server.
 */
@NullMarked
package dev.berth.spawner.kubernetes.model;

import org.jspecify.annotations.NullMarked;
