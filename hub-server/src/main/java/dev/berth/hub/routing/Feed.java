package dev.berth.hub.routing;

import dev.berth.hub.routing.FeedRepository.Head;
import dev.berth.spi.route.Change;
import dev.berth.spi.route.ChangeBody;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedPage.Snapshot;
import dev.berth.spi.route.FeedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Responds to a proxy that asks for the next changes. */
@Component
class Feed {

    private static final long MAX_WAIT_MILLIS = 30_000;

    /** An active proxy sends its next request soon after a long poll has ended. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final FeedRepository feed;
    private final RouteRepository routes;
    private final ProxyRepository proxies;
    private final Signals signals;
    private final ProxySettingsFactory settings;
    private final TransactionTemplate oneView;

    Feed(
            FeedRepository feed,
            RouteRepository routes,
            ProxyRepository proxies,
            Signals signals,
            ProxySettingsFactory settings,
            PlatformTransactionManager transactions) {
        this.feed = feed;
        this.routes = routes;
        this.proxies = proxies;
        this.signals = signals;
        this.settings = settings;
        this.oneView = new TransactionTemplate(transactions);
        this.oneView.setReadOnly(true);
        this.oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    FeedPage next(FeedRequest request) {
        Duration wait = Duration.ofMillis(Math.clamp(request.waitMillis(), 0, MAX_WAIT_MILLIS));
        proxies.acknowledged(request.proxy(), request.feed(), request.applied(), wait.plus(SLACK));
        Head head = feed.head();
        if (!head.feed().equals(request.feed())
                || request.applied() < head.trimmed()
                || request.applied() > head.seq()) {
            return snapshot();
        }
        signals.awaitNews(wait, () -> feed.head().seq() > request.applied());
        List<Change> changes = feed.after(request.applied());
        long last = changes.isEmpty() ? request.applied() : changes.getLast().seq();
        if (!changes.isEmpty() && changes.getFirst().seq() != request.applied() + 1) {
            // The feed was trimmed while this request waited.
            return snapshot();
        }
        Instant now = feed.now();
        List<ChangeBody> bodies =
                changes.stream().map(each -> ChangeBody.of(each.sent(now))).toList();
        return new FeedPage(head.feed(), last, settings.current(), null, bodies);
    }

    private FeedPage snapshot() {
        FeedPage page = oneView.execute(status -> {
            Head head = feed.head();
            Snapshot all = new Snapshot(routes.routes(), routes.grants(), routes.withdrawals());
            return new FeedPage(head.feed(), head.seq(), settings.current(), all.sent(feed.now()), List.of());
        });
        return page;
    }
}
