/** The Docker spawner, against a real engine. */
@NullMarked
package dev.berth.spawner.docker;

import org.jspecify.annotations.NullMarked;
