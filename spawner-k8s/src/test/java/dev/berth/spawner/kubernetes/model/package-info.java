@NullMarked
package dev.berth.spawner.kubernetes.model;

import org.jspecify.annotations.NullMarked;
