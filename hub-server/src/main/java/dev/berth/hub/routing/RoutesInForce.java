package dev.berth.hub.routing;

import org.springframework.stereotype.Component;

/** Whether what the feed has said is what the proxies do: whoever is told that a server is ready goes there at once. */
@Component
public class RoutesInForce {

    private final FeedRepository feed;
    private final ProxyRepository proxies;
    private final Signals signals;
    private final RoutingProperties properties;

    RoutesInForce(FeedRepository feed, ProxyRepository proxies, Signals signals, RoutingProperties properties) {
        this.feed = feed;
        this.proxies = proxies;
        this.signals = signals;
        this.properties = properties;
    }

    /**
     * Waits until every connected proxy has applied all that is on the feed now, and not longer than {@code
     * berth.routing.acknowledge-timeout}: one proxy that sleeps must not keep people from the others. Not inside a transaction.
     *
     * @return false when time was up
     */
    public boolean await() {
        return await(feed.head().seq());
    }

    boolean await(long seq) {
        return signals.await(
                properties.acknowledgeTimeout(), () -> proxies.behind(seq).isEmpty());
    }
}
