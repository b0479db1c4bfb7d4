package dev.berth.proxy.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The last applied sequence number, and the requests that wait for a later one. */
public final class AppliedNumber {

    private record Waiting(long number, Promise<Void> promise) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private long applied = -1;

    /** Completes when the change with this number is in the tables; fails after the given time. */
    Future<Void> reached(long number, Duration patience) {
        Waiting entry = new Waiting(number, Promise.promise());
        synchronized (this) {
            if (applied >= number) {
                return Future.succeededFuture();
            }
            waiting.add(entry);
        }
        return entry.promise
                .future()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(late -> drop(entry));
    }

    synchronized long number() {
        return applied;
    }

    /** Advances by one page of the feed. */
    void advance(long number) {
        release(number, false);
    }

    /** The tables were replaced, possibly with a different count: all waiting requests check for themselves. */
    void restart(long number) {
        release(number, true);
    }

    private void release(long number, boolean everybody) {
        List<Waiting> done;
        synchronized (this) {
            applied = number;
            done = waiting.stream()
                    .filter(each -> everybody || each.number <= number)
                    .toList();
            waiting.removeAll(done);
        }
        done.forEach(each -> each.promise.tryComplete());
    }

    private synchronized void drop(Waiting entry) {
        waiting.remove(entry);
    }
}
