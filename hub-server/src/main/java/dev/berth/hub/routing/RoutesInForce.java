package dev.berth.hub.routing;

import org.springframework.stereotype.Component;

/** Whether proxies have applied the feed: people open a server as soon as it is reported as ready. */
@Component
public class RoutesInForce {

    private final FeedRepository feed;
    private final ProxyProgress progress;
    private final Signals signals;
    private final RoutingProperties properties;

    RoutesInForce(FeedRepository feed, ProxyProgress progress, Signals signals, RoutingProperties properties) {
        this.feed = feed;
        this.progress = progress;
        this.signals = signals;
        this.properties = properties;
    }

    /**
     * Waits until every connected proxy has applied everything that is on the feed now, but not longer than
     * {@code berth.routing.acknowledge-timeout}: one frozen proxy must not block the others. Must not be called inside a transaction.
     *
     * @return false after a timeout
     */
    public boolean await() {
        return await(feed.head().seq());
    }

    boolean await(long seq) {
        return signals.awaitProxies(properties.acknowledgeTimeout(), since -> progress.since(since) >= seq);
    }
}
