package dev.berth.hub.routing;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Forgets what has no meaning any more. Every hub does it; twice does no harm. */
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
