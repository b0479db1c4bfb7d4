package dev.berth.hub.routing;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * How far all connected proxies have come. Many requests wait for the same answer, for example while hundreds of servers start: those that
 * are woken by the same acknowledgement share one query.
 */
@Component
class ProxyProgress {

    private final ProxyRepository proxies;
    private final ReentrantLock lock = new ReentrantLock();
    private long askedAt;
    private long applied = -1;

    ProxyProgress(ProxyRepository proxies) {
        this.proxies = proxies;
    }

    /**
     * The number up to which every connected proxy has applied the feed.
     *
     * @param moment by {@link System#nanoTime}: what was read before is read again
     */
    long since(long moment) {
        lock.lock();
        try {
            if (applied < 0 || askedAt - moment < 0) {
                long now = System.nanoTime();
                applied = proxies.appliedByAll();
                askedAt = now;
            }
            return applied;
        } finally {
            lock.unlock();
        }
    }
}
