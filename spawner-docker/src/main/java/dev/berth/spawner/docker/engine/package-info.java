/**
 * The REST API of a Docker engine, as far as servers need it, over the engine's Unix socket. JSON is our own: docker-java's model loses fields
 * that it does not know.
 */
@NullMarked
package dev.berth.spawner.docker.engine;

import org.jspecify.annotations.NullMarked;
