package dev.berth.hub.routing;

import java.util.List;
import org.springframework.stereotype.Component;

/** The proxies that have ever requested the feed of this installation. */
@Component
public class ProxyDirectory {

    private final ProxyRepository proxies;
    private final FeedRepository feed;

    ProxyDirectory(ProxyRepository proxies, FeedRepository feed) {
        this.proxies = proxies;
        this.feed = feed;
    }

    /** All proxies, by name; those that were not seen for a week are omitted. */
    public List<ProxyStatus> all() {
        return proxies.all();
    }

    /** The newest number on the feed; a proxy has not received the changes between its number and this one. */
    public long newest() {
        return feed.head().seq();
    }
}
