/**
 * What can be configured of the Kubernetes spawner: the records behind {@code berth.spawner.kubernetes.*}. Each refuses values that cannot
 * be, with the key and a remedy.
 *
 * <p>May use the JDK and Spring Boot's binding; nothing of Kubernetes.
 */
@NullMarked
package dev.berth.spawner.kubernetes.settings;

import org.jspecify.annotations.NullMarked;
