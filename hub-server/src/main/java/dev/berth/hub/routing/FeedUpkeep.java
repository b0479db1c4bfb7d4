package dev.berth.hub.routing;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deletes what is no longer needed. Every hub runs it; it is idempotent. */
@Component
class FeedUpkeep {

    private final FeedRepository feed;
    private final RouteRepository routes;

    FeedUpkeep(FeedRepository feed, RouteRepository routes) {
        this.feed = feed;
        this.routes = routes;
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
    @Transactional
    public void run() {
        routes.forgetEnded();
        feed.trim();
    }
}
