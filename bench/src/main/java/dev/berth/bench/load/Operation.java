package dev.berth.bench.load;

import io.vertx.core.Future;

/** What is repeated: one request or several that follow each other. */
@FunctionalInterface
public interface Operation {

    /**
     * Begins one.
     *
     * @param number counts from 0, for operations that need different users
     */
    Future<?> run(int number);
}
