package dev.berth.hub.routing;

import dev.berth.hub.hint.Hints;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets requests wait until something on the feed or among the proxies has changed; hints wake them, and polling guarantees correctness.
 * Requests that only wait for news are released when the hub stops, because its web server would otherwise wait for them; a sign-out keeps
 * waiting.
 */
@Component
class Signals implements SmartLifecycle {

    private static final long POLL_MILLIS = 1_000;

    private final Signal feed = new Signal();
    private final Signal proxies = new Signal();
    private volatile boolean stopped;

    Signals(Hints hints) {
        // Both live as long as the application.
        var _ = hints.subscribe(Hints.FEED, payload -> feed.give());
        var _ = hints.subscribe(Hints.PROXIES, payload -> proxies.give());
    }

    /**
     * Waits until {@code condition} holds, checking again whenever a proxy has acknowledged changes and once a second; false after a
     * timeout.
     *
     * @param condition is given the moment, by {@link System#nanoTime}, since which what it relies on must have been read
     */
    boolean awaitProxies(Duration time, LongPredicate condition) {
        return proxies.await(time, condition);
    }

    /** Waits for something on the feed, but no longer than the hub runs: also returns false when it stops. */
    boolean awaitNews(Duration time, BooleanSupplier news) {
        return feed.await(time, _ -> stopped || news.getAsBoolean()) && !stopped;
    }

    @Override
    public void start() {
        stopped = false;
    }

    @Override
    public void stop() {
        stopped = true;
        feed.give();
    }

    @Override
    public boolean isRunning() {
        return !stopped;
    }

    /** Stopped before Boot drains its web server in phase {@code DEFAULT_PHASE - 1024}. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 768;
    }

    /** One kind of change. */
    private static final class Signal {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition given = lock.newCondition();
        private long givenAt = System.nanoTime();

        void give() {
            lock.lock();
            try {
                givenAt = System.nanoTime();
                given.signalAll();
            } finally {
                lock.unlock();
            }
        }

        boolean await(Duration time, LongPredicate condition) {
            long since = System.nanoTime();
            long deadline = since + time.toNanos();
            while (!condition.test(since)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    since = next(since, Math.min(left / 1_000_000 + 1, POLL_MILLIS));
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }

        /** The moment of a signal that was given since then, or of the next one; all who wake by it get the same. */
        @SuppressWarnings("WaitNotInLoop") // The caller's loop checks the database, not a flag of this lock.
        private long next(long since, long millis) throws InterruptedException {
            lock.lock();
            try {
                if (givenAt - since > 0) {
                    return givenAt;
                }
                return given.await(millis, TimeUnit.MILLISECONDS) ? givenAt : System.nanoTime();
            } finally {
                lock.unlock();
            }
        }
    }
}
