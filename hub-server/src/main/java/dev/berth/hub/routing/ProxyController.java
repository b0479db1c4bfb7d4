package dev.berth.hub.routing;

import dev.berth.hub.access.ProxyOnly;
import dev.berth.spi.route.Decision;
import dev.berth.spi.route.DecisionRequest;
import dev.berth.spi.route.Entry;
import dev.berth.spi.route.EntryRequest;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedRequest;
import dev.berth.spi.route.HubPaths;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The proxies' calls on the hub's internal port; the security chain has checked the proxy secret. */
@RestController
@ProxyOnly
class ProxyController {

    private final Feed feed;
    private final Decisions decisions;
    private final HostEntries entries;

    ProxyController(Feed feed, Decisions decisions, HostEntries entries) {
        this.feed = feed;
        this.decisions = decisions;
        this.entries = entries;
    }

    @PostMapping(HubPaths.FEED)
    FeedPage feed(@RequestBody FeedRequest request) {
        return feed.next(request);
    }

    @PostMapping(HubPaths.DECIDE)
    Decision decide(@RequestBody DecisionRequest request) {
        return decisions.decide(request);
    }

    @PostMapping(HubPaths.ENTER)
    ResponseEntity<Entry> enter(@RequestBody EntryRequest request) {
        return entries.redeem(request)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.status(403).build());
    }
}
