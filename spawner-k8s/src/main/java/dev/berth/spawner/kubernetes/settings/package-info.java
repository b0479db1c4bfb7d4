/**
 * The configuration of the Kubernetes spawner: the records behind {@code berth.spawner.kubernetes.*}. Each rejects invalid values with a
 * message that names the key and the remedy.
 *
 * <p>May use the JDK and Spring Boot's binding, but no Kubernetes classes.
 */
@NullMarked
package dev.berth.spawner.kubernetes.settings;

import org.jspecify.annotations.NullMarked;
