package dev.berth.hub.routing;

import java.util.List;
import org.springframework.stereotype.Component;

/** The proxies that ever asked this installation for its feed. */
@Component
public class ProxyDirectory {

    private final ProxyRepository proxies;
    private final FeedRepository feed;

    ProxyDirectory(ProxyRepository proxies, FeedRepository feed) {
        this.proxies = proxies;
        this.feed = feed;
    }

    /** All of them, by name; those that were not seen for a week are left out. */
    public List<ProxyStatus> all() {
        return proxies.all();
    }

    /** The newest number on the feed; what a proxy lacks to it has not reached that proxy. */
    public long newest() {
        return feed.head().seq();
    }
}
