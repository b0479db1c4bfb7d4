package dev.berth.spi.spawn;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A point inside a call of {@link InMemorySpawner} at which a test can hold one replica, as SIGSTOP would. */
public enum FreezePoint {
    START_BEFORE_EFFECT,
    START_AFTER_EFFECT,
    STOP_BEFORE_EFFECT,
    STOP_AFTER_EFFECT,
    OBSERVE_BEFORE_LOOK,
    OBSERVE_AFTER_LOOK,
    LIST_BEFORE_LOOK,
    LIST_AFTER_LOOK;

    /** One hold: the next call that reaches the point waits there until {@link #thaw}. */
    public static final class Hold implements AutoCloseable {

        private static final long PATIENCE_SECONDS = 60;

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch thawed = new CountDownLatch(1);

        Hold() {}

        /** Waits until a call has reached the point. */
        public void awaitReached() {
            await(reached, "No call came to the frozen place");
        }

        /** Lets the call continue. */
        public void thaw() {
            thawed.countDown();
        }

        @Override
        public void close() {
            thaw();
        }

        void here() {
            reached.countDown();
            await(thawed, "Nobody thawed the frozen call");
        }

        private static void await(CountDownLatch latch, String complaint) {
            try {
                if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException(complaint + " within " + PATIENCE_SECONDS + " s");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(complaint, interrupted);
            }
        }
    }
}
