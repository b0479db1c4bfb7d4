package dev.berth.hub.routing;

import dev.berth.hub.hint.Hints;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean stopped;

    Signals(Hints hints) {
        // Both live as long as the application.
        var _ = hints.subscribe(Hints.FEED, payload -> wakeAll());
        var _ = hints.subscribe(Hints.PROXIES, payload -> wakeAll());
    }

    /** Waits until {@code condition} holds, checking again at each hint and once a second; false after a timeout. */
    boolean await(Duration time, BooleanSupplier condition) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !sleep(Math.min(left / 1_000_000 + 1, POLL_MILLIS))) {
                return false;
            }
        }
        return true;
    }

    /** Like {@link #await}, but no longer than the hub runs: also returns false when it stops. */
    boolean awaitNews(Duration time, BooleanSupplier news) {
        return await(time, () -> stopped || news.getAsBoolean()) && !stopped;
    }

    @SuppressWarnings("WaitNotInLoop") // The caller's loop checks the database, not a flag of this lock.
    private boolean sleep(long millis) {
        lock.lock();
        try {
            var _ = changed.await(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        stopped = false;
    }

    @Override
    public void stop() {
        stopped = true;
        wakeAll();
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

    private void wakeAll() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
