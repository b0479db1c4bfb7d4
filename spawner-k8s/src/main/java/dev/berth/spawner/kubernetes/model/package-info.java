/**
 * From what a start asks for to the objects of Kubernetes, and from those back to what they mean. Pure functions: no clock, no client, no
 * state.
 *
 * <p>May use the JDK, hub-spi, the settings, fabric8's classes for objects and its serialization; nothing that talks to an API server.
 */
@NullMarked
package dev.berth.spawner.kubernetes.model;

import org.jspecify.annotations.NullMarked;
